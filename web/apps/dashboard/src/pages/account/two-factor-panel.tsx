import { api, call } from '@nebula/api';
import { Button, Dialog, Panel, StateChip, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { meQuery, useMe } from '~/session.ts';
import { EnrolDialog } from './enrol-dialog.tsx';
import { PasswordProofDialog } from './password-proof-dialog.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

export function TwoFactorPanel() {
  const { user } = useMe();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'enrol' | 'disable' | 'renew' | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const close = (): void => setDialog(null);
  return (
    <Panel
      title="Two-factor"
      aside={
        user.totp_enabled ? (
          <StateChip tone="well" word="on" />
        ) : (
          <StateChip tone="warn" word="off" />
        )
      }
    >
      <p className="text-sm text-muted">
        {user.totp_enabled
          ? 'Logging in asks for a code of your authenticator beside the password.'
          : 'The password alone logs you in. A code of your phone makes a stolen password useless.'}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        {user.totp_enabled ? (
          <>
            <Button onClick={() => setDialog('renew')}>New recovery codes</Button>
            <Button variant="danger" onClick={() => setDialog('disable')}>
              Turn off
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={() => setDialog('enrol')}>
            Turn on
          </Button>
        )}
      </div>
      {dialog === 'enrol' && <EnrolDialog onClose={close} />}
      {dialog === 'disable' && (
        <PasswordProofDialog
          danger
          title="Turn off two-factor?"
          description="The password alone will log you in, and the recovery codes stop working."
          action="Turn off"
          onClose={close}
          onProof={async (password) => {
            await call(api.DELETE('/api/v1/me/totp', { body: { password } }));
            close();
            toast.success('Two-factor is off');
            await client.invalidateQueries({ queryKey: meQuery.queryKey });
          }}
        />
      )}
      {dialog === 'renew' && (
        <PasswordProofDialog
          title="New recovery codes"
          description="The ones you have stop working."
          action="Renew"
          onClose={close}
          onProof={async (password) => {
            const { recovery_codes } = await call(
              api.POST('/api/v1/me/totp/recovery-codes', { body: { password } }),
            );
            close();
            setCodes(recovery_codes);
          }}
        />
      )}
      {codes && (
        <Dialog
          open
          onOpenChange={() => undefined}
          title="Keep your recovery codes"
          footer={
            <Button variant="primary" onClick={() => setCodes(null)}>
              I have kept them
            </Button>
          }
        >
          <RecoveryCodes codes={codes} />
        </Dialog>
      )}
    </Panel>
  );
}
