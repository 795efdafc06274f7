import { api, call, setCsrfToken, type Level, type Module, type Whoami } from '@nebula/api';
import { queryOptions, useSuspenseQuery, type QueryClient } from '@tanstack/react-query';

const RANK: Record<Level, number> = { none: 0, read: 1, write: 2, admin: 3 };

/** Who is logged in and what they may do. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async () => {
    const me = await call(api.GET('/api/v1/me'));
    setCsrfToken(me.csrf_token ?? null);
    return me;
  },
  staleTime: 60_000,
});

/** Whether a person may do something in a module. */
export function can(me: Whoami, module: Module, level: Level = 'read'): boolean {
  const granted = me.permissions[module] ?? 'none';
  return RANK[granted] >= RANK[level];
}

export function useMe(): Whoami {
  return useSuspenseQuery(meQuery).data;
}

/** `const may = useCan(); may('containers', 'write')` */
export function useCan(): (module: Module, level?: Level) => boolean {
  const me = useMe();
  return (module, level) => can(me, module, level);
}

/** Forgets everything that belonged to the person who was logged in. */
export function leaveSession(client: QueryClient): void {
  setCsrfToken(null);
  client.clear();
}
