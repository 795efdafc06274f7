import { toApiError } from '@nebula/api';
import { Button, Dialog, Field, PasswordInput } from '@nebula/ui';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

/** Asks for one's password before something that weakens or renews how one logs in. */
export function PasswordProofDialog({
  title,
  description,
  action,
  danger = false,
  onProof,
  onClose,
}: {
  title: string;
  description: string;
  action: string;
  danger?: boolean;
  /** Does it; what it throws is shown beside the password. */
  onProof: (password: string) => Promise<void>;
  onClose: () => void;
}) {
  const [password, setPassword] = useState('');
  const act = useMutation({ mutationFn: () => onProof(password) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (password !== '') act.mutate();
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="password-proof"
            variant={danger ? 'danger' : 'primary'}
            busy={act.isPending}
            disabled={password === ''}
          >
            {action}
          </Button>
        </>
      }
    >
      <form id="password-proof" onSubmit={submit}>
        <Field
          label="Your password"
          error={act.isError ? toApiError(act.error).fieldMessage : undefined}
        >
          {(control) => (
            <PasswordInput
              {...control}
              autoFocus
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
