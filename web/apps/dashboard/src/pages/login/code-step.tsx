import { ApiError } from '@nebula/api';
import { Button, Field, Input } from '@nebula/ui';
import { useState, type FormEvent } from 'react';
import { loginProblem, type Credentials, type Login } from './use-login.ts';

/** The second factor: six digits from an authenticator, or one of the recovery codes. */
export function CodeStep({
  login,
  credentials,
  onBack,
}: {
  login: Login;
  credentials: Credentials;
  onBack: () => void;
}) {
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const send = async (value: string): Promise<void> => {
    if (busy || value === '') return;
    setBusy(true);
    setProblem(undefined);
    try {
      await login({ ...credentials, totp_code: value });
    } catch (error) {
      const wrong =
        error instanceof ApiError &&
        (error.code === 'totp_required' || error.code === 'unauthenticated');
      setProblem(wrong ? 'This code is not valid. Codes change every 30 s.' : loginProblem(error));
      setCode('');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void send(code.trim());
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold tracking-[-0.01em]">Second factor</h1>
        <p className="mt-1 text-sm text-muted">
          {recovery
            ? 'Enter one of the recovery codes you kept. Each works once.'
            : 'Enter the code that your authenticator shows now.'}
        </p>
      </div>
      <Field label={recovery ? 'Recovery code' : 'Code'} error={problem}>
        {(control) => (
          <Input
            {...control}
            key={String(recovery)}
            autoFocus
            value={code}
            autoComplete="one-time-code"
            inputMode={recovery ? 'text' : 'numeric'}
            maxLength={recovery ? 40 : 6}
            spellCheck={false}
            className={
              recovery
                ? 'h-11 font-mono'
                : 'num h-12 text-center font-mono text-xl! tracking-[0.4em] indent-[0.4em]'
            }
            onChange={(event) => {
              const value = recovery
                ? event.target.value
                : event.target.value.replace(/\D/g, '').slice(0, 6);
              setCode(value);
              if (!recovery && value.length === 6) void send(value);
            }}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="h-10">
        Log in
      </Button>
      <div className="flex justify-between text-sm">
        <button type="button" className="rounded-[4px] text-muted hover:text-text" onClick={onBack}>
          Back
        </button>
        <button
          type="button"
          className="rounded-[4px] text-accent-strong hover:underline"
          onClick={() => {
            setRecovery(!recovery);
            setCode('');
            setProblem(undefined);
          }}
        >
          {recovery ? 'Use the authenticator' : 'Use a recovery code'}
        </button>
      </div>
    </form>
  );
}
