import type { Role } from '@nebula/api';
import { Lock } from 'lucide-react';
import { plural } from '@nebula/ui';
import { levelsOf, MODULES, type ModuleInfo } from '~/data/modules.ts';
import { isChanged, levelIn, withLevel, type Draft } from './draft.ts';
import { LevelPicker } from './level-picker.tsx';

interface CellProps {
  role: Role;
  module: ModuleInfo;
  draft: Draft;
  mayChange: boolean;
  onChange: (draft: Draft) => void;
}

function Cell({ role, module, draft, mayChange, onChange }: CellProps) {
  return (
    <LevelPicker
      label={`${module.label} for ${role.name}`}
      levels={levelsOf(module)}
      value={levelIn(role, module.id, draft)}
      changed={isChanged(role, module.id, draft)}
      disabled={!mayChange || !role.editable}
      describe={(level) => (level === 'none' ? 'Does not see it.' : (module.levels[level] ?? ''))}
      onChange={(level) => onChange(withLevel(draft, role, module.id, level))}
    />
  );
}

interface MatrixProps {
  roles: readonly Role[];
  draft: Draft;
  mayChange: boolean;
  onChange: (draft: Draft) => void;
}

/** Modules down, roles across. */
export function Matrix({ roles, ...rest }: MatrixProps) {
  return (
    <div
      className="scroll-thin overflow-x-auto rounded-panel border border-line/80 bg-surface-1/90 shadow-panel"
      role="region"
      aria-label="Permissions"
      tabIndex={0}
    >
      <table className="w-full text-left text-sm">
        <thead>
          <tr className="border-b border-line align-top">
            <th scope="col" className="px-4 py-3 text-xs font-medium text-muted">
              Module
            </th>
            {roles.map((role) => (
              <th key={role.name} scope="col" className="px-3 py-3 font-normal">
                <RoleHead role={role} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MODULES.map((module) => (
            <tr key={module.id} className="border-b border-line-soft last:border-b-0">
              <th scope="row" className="px-4 py-1.5 font-medium">
                {module.label}
              </th>
              {roles.map((role) => (
                <td key={role.name} className="px-3 py-1.5">
                  <Cell role={role} module={module} {...rest} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleHead({ role }: { role: Role }) {
  return (
    <>
      <p className="flex items-center gap-1.5 text-sm font-semibold">
        {role.name}
        {!role.editable && <Lock size={13} aria-label="fixed" className="text-muted" />}
      </p>
      <p className="mt-0.5 max-w-56 text-xs text-muted">{role.description}</p>
      <p className="num mt-0.5 text-xs text-muted">{plural(role.user_count, 'user')}</p>
    </>
  );
}

/** One role at a time, for phones, with what its level allows in words. */
export function RoleSheet({ role, ...rest }: Omit<MatrixProps, 'roles'> & { role: Role }) {
  return (
    <section
      aria-label={`Permissions of ${role.name}`}
      className="rounded-panel border border-line/80 bg-surface-1/90"
    >
      <div className="border-b border-line px-4 py-3">
        <RoleHead role={role} />
      </div>
      <ul>
        {MODULES.map((module) => {
          const level = levelIn(role, module.id, rest.draft);
          return (
            <li key={module.id} className="border-b border-line-soft px-4 py-3 last:border-b-0">
              <p className="mb-1.5 text-sm font-medium">{module.label}</p>
              <Cell role={role} module={module} {...rest} />
              <p className="mt-1.5 text-xs text-muted">
                {level === 'none' ? 'Does not see it.' : module.levels[level]}
              </p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
