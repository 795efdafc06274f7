import type { RoleName } from '@nebula/api';
import { compact, oneOf, type RawSearch } from '~/search.ts';

export const ROLE_NAMES = [
  'admin',
  'developer',
  'viewer',
  'client',
] as const satisfies readonly RoleName[];

export interface RolesSearch {
  /** On a phone, where one role is shown at a time: which. */
  role?: RoleName;
}

export function rolesSearch(raw: RawSearch): RolesSearch {
  return compact<RolesSearch>({ role: oneOf(raw, 'role', ROLE_NAMES) });
}
