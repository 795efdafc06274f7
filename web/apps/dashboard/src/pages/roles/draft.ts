import type { Level, Module, Role, RoleName } from '@nebula/api';
import { effectiveLevel, MODULES } from '~/data/modules.ts';

/** What was changed and not saved yet: of each role, the modules with their new level. */
export type Draft = Partial<Record<RoleName, Partial<Record<Module, Level>>>>;

/** The level that a role has, or will have once the draft is saved. */
export function levelIn(role: Role, module: Module, draft: Draft): Level {
  const info = MODULES.find((each) => each.id === module);
  const level = draft[role.name]?.[module] ?? role.permissions[module] ?? 'none';
  return info ? effectiveLevel(info, level) : level;
}

export function isChanged(role: Role, module: Module, draft: Draft): boolean {
  return levelIn(role, module, draft) !== levelIn(role, module, {});
}

/** The draft with one more change; a change back to what is saved is none. */
export function withLevel(draft: Draft, role: Role, module: Module, level: Level): Draft {
  const changes = { ...draft[role.name], [module]: level };
  if (level === levelIn(role, module, {})) delete changes[module];
  const next = { ...draft, [role.name]: changes };
  if (Object.keys(changes).length === 0) delete next[role.name];
  return next;
}

export function countChanges(draft: Draft): number {
  return Object.values(draft).reduce((sum, changes) => sum + Object.keys(changes ?? {}).length, 0);
}

/** All that a role may do with the draft in force, as saving sends it. */
export function permissionsWith(role: Role, draft: Draft): Role['permissions'] {
  return { ...role.permissions, ...draft[role.name] };
}
