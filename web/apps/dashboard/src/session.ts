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

/** What a page asks of who opens it: to read a module, or any one of these. */
export type Need = Module | readonly { module: Module; level: Level }[];

/** All recordings, or those of one's own terminals. */
export const RECORDINGS_NEED: Need = [
  { module: 'recordings', level: 'read' },
  { module: 'terminal', level: 'write' },
];

export function meets(me: Whoami, need: Need | undefined): boolean {
  if (need === undefined) return true;
  if (typeof need === 'string') return can(me, need);
  return need.some(({ module, level }) => can(me, module, level));
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
