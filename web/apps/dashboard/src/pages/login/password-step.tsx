import { ApiError } from '@nebula/api';
import { Button, Field, Input, PasswordInput } from '@nebula/ui';
import { useRef, useState, type FormEvent } from 'react';
import { loginProblem, type Credentials, type Login } from './use-login.ts';

/** Two fields and no form library: this page is the first that anyone waits for. */
export function PasswordStep({
  login,
  onCodeRequired,
}: {
  login: Login;
  onCodeRequired: (credentials: Credentials) => void;
}) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const passwordInput = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const credentials = { username: username.trim(), password };
    setMissing(true);
    if (!credentials.username || !password || busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      await login(credentials);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'totp_required') {
        onCodeRequired(credentials);
        return;
      }
      setProblem(loginProblem(error));
      setPassword('');
      setMissing(false);
      passwordInput.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      <h1 className="text-lg font-semibold tracking-[-0.01em]">Log in</h1>
      <Field
        label="Username"
        error={missing && !username.trim() ? 'The username is missing.' : undefined}
      >
        {(control) => (
          <Input
            {...control}
            name="username"
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            autoFocus
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label="Password" error={missing && !password ? 'The password is missing.' : undefined}>
        {(control) => (
          <PasswordInput
            {...control}
            ref={passwordInput}
            name="password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            autoComplete="current-password"
          />
        )}
      </Field>
      {problem && (
        <p role="alert" className="text-sm text-bad">
          {problem}
        </p>
      )}
      <Button type="submit" variant="primary" busy={busy} className="mt-1 h-10">
        Log in
      </Button>
    </form>
  );
}
