import type { Level, Module } from '@nebula/api';

export interface ModuleInfo {
  id: Module;
  label: string;
  /** What each level allows. A level that allows nothing more than the one before is absent. */
  levels: Partial<Record<Exclude<Level, 'none'>, string>>;
}

/** The modules in the order of the screens, with what each level of them means. */
export const MODULES: readonly ModuleInfo[] = [
  {
    id: 'overview',
    label: 'Overview',
    levels: { read: 'See the host, the services, tasks and live events.' },
  },
  {
    id: 'containers',
    label: 'Containers',
    levels: {
      read: 'See containers, their logs and figures.',
      write: 'Create, start, stop, rename and remove them.',
      admin: 'See secret values; give host privileges.',
    },
  },
  {
    id: 'files',
    label: 'Files',
    levels: { read: 'List and copy files out.', write: 'Copy files in.' },
  },
  {
    id: 'terminal',
    label: 'Terminal',
    levels: { write: 'Open terminals in containers, and replay one’s own.' },
  },
  {
    id: 'images',
    label: 'Images',
    levels: {
      read: 'See images.',
      write: 'Pull, tag and remove them.',
      admin: 'Prune what is unused.',
    },
  },
  {
    id: 'volumes',
    label: 'Volumes',
    levels: {
      read: 'See volumes.',
      write: 'Create and remove them, with their data.',
      admin: 'Prune what is unused.',
    },
  },
  {
    id: 'networks',
    label: 'Networks',
    levels: {
      read: 'See networks.',
      write: 'Create and remove them.',
      admin: 'Prune what is unused.',
    },
  },
  {
    id: 'recordings',
    label: 'Recordings',
    levels: { read: 'Replay everybody’s terminals.', admin: 'Delete recordings.' },
  },
  {
    id: 'users',
    label: 'Users and roles',
    levels: { read: 'See people and what roles may do.', admin: 'Change both.' },
  },
  {
    id: 'api_keys',
    label: 'API keys',
    levels: {
      read: 'See one’s own keys.',
      write: 'Create and revoke one’s own.',
      admin: 'See and revoke everybody’s.',
    },
  },
  { id: 'audit', label: 'Audit log', levels: { read: 'Read who did what.' } },
  {
    id: 'settings',
    label: 'Settings',
    levels: { read: 'See the settings.', admin: 'Change them.' },
  },
];

export const LEVELS: readonly Level[] = ['none', 'read', 'write', 'admin'];

/** The levels that a module knows, `none` first. */
export function levelsOf(module: ModuleInfo): Level[] {
  return LEVELS.filter((level) => level === 'none' || module.levels[level] !== undefined);
}

/** The level of those a module knows that allows the same as the given one. */
export function effectiveLevel(module: ModuleInfo, level: Level): Level {
  const rank = LEVELS.indexOf(level);
  return levelsOf(module).findLast((each) => LEVELS.indexOf(each) <= rank) ?? 'none';
}

export const moduleLabel = (id: string): string =>
  MODULES.find((each) => each.id === id)?.label ?? id;
