import { api, call, toApiError } from '@nebula/api';
import { Button, CopyButton, Dialog, ErrorState, Field, Input, Skeleton, toast } from '@nebula/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { meQuery } from '~/session.ts';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Two-factor from the QR code over the first code to the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const enrol = useMutation({ mutationFn: () => call(api.POST('/api/v1/me/totp')) });
  const confirm = useMutation({
    mutationFn: (code: string) => call(api.POST('/api/v1/me/totp/confirm', { body: { code } })),
    onSuccess: () => toast.success('Two-factor is on'),
  });
  const { mutate: begin } = enrol;
  useEffect(() => begin(), [begin]);
  const close = (): void => {
    onClose();
    if (confirm.isSuccess) void client.invalidateQueries({ queryKey: meQuery.queryKey });
  };

  if (confirm.data) {
    return (
      <Dialog
        open
        // Nothing but the button closes it: the codes are gone then.
        onOpenChange={() => undefined}
        title="Keep your recovery codes"
        footer={
          <Button variant="primary" onClick={close}>
            I have kept them
          </Button>
        }
      >
        <RecoveryCodes codes={confirm.data.recovery_codes} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={close}
      title="Turn on two-factor"
      description="Logging in will ask for a code of your phone beside the password."
      footer={
        <>
          <Button variant="ghost" onClick={close}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="confirm-totp"
            variant="primary"
            busy={confirm.isPending}
            disabled={!enrol.data}
          >
            Turn on
          </Button>
        </>
      }
    >
      {enrol.isError ? (
        <ErrorState
          compact
          problem={toApiError(enrol.error)}
          onRetry={() => enrol.mutate()}
          retrying={enrol.isPending}
        />
      ) : (
        <div className="flex flex-col gap-4">
          <p className="text-sm">
            <span className="num mr-2 font-semibold text-accent-strong">1</span>
            Scan this with an authenticator app.
          </p>
          <div className="flex flex-col items-center gap-3">
            {enrol.data ? (
              <QrCode text={enrol.data.otpauth_url} label="QR code for the authenticator" />
            ) : (
              <Skeleton className="size-48 rounded-control" />
            )}
            {enrol.data && (
              <p className="flex items-center gap-1 text-xs text-muted">
                or type
                <code className="ml-1 break-all text-text">{grouped(enrol.data.secret)}</code>
                <CopyButton text={enrol.data.secret} label="Copy the secret" />
              </p>
            )}
          </div>
          <CodeForm
            problem={confirm.isError ? toApiError(confirm.error).fieldMessage : undefined}
            onSubmit={(code) => confirm.mutate(code)}
          />
        </div>
      )}
    </Dialog>
  );
}

const grouped = (secret: string): string => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

function CodeForm({
  problem,
  onSubmit,
}: {
  problem: string | undefined;
  onSubmit: (code: string) => void;
}) {
  const [code, setCode] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.length === 6) onSubmit(code);
  };
  return (
    <form id="confirm-totp" onSubmit={submit}>
      <Field
        label={
          <>
            <span className="num mr-2 font-semibold text-accent-strong">2</span>
            Enter the code it shows now
          </>
        }
        error={problem}
      >
        {(control) => (
          <Input
            {...control}
            value={code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            className="num h-11 text-center font-mono text-lg! tracking-[0.4em] indent-[0.4em]"
            onChange={(event) => setCode(event.target.value.replace(/\D/g, '').slice(0, 6))}
          />
        )}
      </Field>
    </form>
  );
}
