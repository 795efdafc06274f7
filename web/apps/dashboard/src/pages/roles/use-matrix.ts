import { api, call, toApiError, type ApiError, type Role } from '@nebula/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { peopleKeys, rolesQuery } from '~/data/people-queries.ts';
import { meQuery } from '~/session.ts';
import { countChanges, permissionsWith, type Draft } from './draft.ts';

/** The roles as saved, the changes that wait, and how saving stands. */
export function useMatrix() {
  const client = useQueryClient();
  const roles = useQuery(rolesQuery);
  const [draft, setDraft] = useState<Draft>({});
  const save = useMutation<void, ApiError>({
    mutationFn: async () => {
      for (const role of roles.data?.items ?? []) {
        if (!draft[role.name]) continue;
        let saved: Role;
        try {
          saved = await call(
            api.PUT('/api/v1/roles/{name}', {
              params: { path: { name: role.name } },
              body: { permissions: permissionsWith(role, draft) },
            }),
          );
        } catch (error) {
          throw toApiError(error);
        }
        // What is saved is no change any more, also when the next role's saving fails.
        client.setQueryData(
          rolesQuery.queryKey,
          (list) =>
            list && {
              ...list,
              items: list.items.map((each) => (each.name === saved.name ? saved : each)),
            },
        );
        setDraft((waiting) => ({ ...waiting, [role.name]: undefined }));
      }
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: peopleKeys.roles });
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
  const changes = countChanges(draft);
  return {
    roles,
    draft,
    change: (next: Draft) => {
      if (save.isError || save.isSuccess) save.reset();
      setDraft(next);
    },
    discard: () => {
      save.reset();
      setDraft({});
    },
    changes,
    save,
  };
}
