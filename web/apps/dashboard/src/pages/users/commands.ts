import { api, call, toApiError, type User } from '@nebula/api';
import { confirm, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { peopleKeys } from '~/data/people-queries.ts';

/** Renews what shows users and how many have which role. */
export function useUsersChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: peopleKeys.users }),
      client.invalidateQueries({ queryKey: peopleKeys.roles }),
    ]);
  }, [client]);
}

/** What can be done with a user besides changing the fields. */
export function useUserCommands() {
  const changed = useUsersChanged();

  const setDisabled = useCallback(
    async (user: User, disabled: boolean): Promise<void> => {
      try {
        await call(
          api.PATCH('/api/v1/users/{id}', {
            params: { path: { id: user.id } },
            body: { disabled },
          }),
        );
        toast.success(`${user.username} ${disabled ? 'disabled' : 'enabled'}`, {
          ...(disabled && { detail: 'All sessions have ended.' }),
          action: { label: 'Undo', onClick: () => void setDisabled(user, !disabled) },
        });
      } catch (error) {
        toast.error(
          `${user.username} was not ${disabled ? 'disabled' : 'enabled'}`,
          toApiError(error),
        );
      }
      await changed();
    },
    [changed],
  );

  const resetTotp = useCallback(
    async (user: User): Promise<void> => {
      const agreed = await confirm({
        title: `Reset two-factor of ${user.username}?`,
        body: 'The authenticator and the recovery codes stop working. Until a new one is enrolled, the password alone logs in.',
        action: 'Reset',
        danger: true,
      });
      if (!agreed) return;
      try {
        await call(
          api.POST('/api/v1/users/{id}/totp/reset', { params: { path: { id: user.id } } }),
        );
        toast.success(`Two-factor of ${user.username} reset`);
      } catch (error) {
        toast.error('Two-factor was not reset', toApiError(error));
      }
      await changed();
    },
    [changed],
  );

  const remove = useCallback(
    async (user: User): Promise<void> => {
      const agreed = await confirm({
        title: `Delete ${user.username}?`,
        body: 'The account, its sessions and its API keys end at once. What it did stays in the audit log.',
        action: 'Delete',
        danger: true,
      });
      if (!agreed) return;
      try {
        await call(api.DELETE('/api/v1/users/{id}', { params: { path: { id: user.id } } }));
        toast.success(`${user.username} deleted`);
      } catch (error) {
        toast.error(`${user.username} was not deleted`, toApiError(error));
      }
      await changed();
    },
    [changed],
  );

  return { setDisabled, resetTotp, remove };
}
