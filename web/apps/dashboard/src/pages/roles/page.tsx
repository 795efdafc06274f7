import { toApiError, type RoleName } from '@nebula/api';
import {
  ErrorState,
  FilterChips,
  Page,
  PageHeader,
  Panel,
  SkeletonRows,
  buttonClass,
  confirm,
  plural,
} from '@nebula/ui';
import { Link, getRouteApi, useBlocker } from '@tanstack/react-router';
import { useChangeSearch } from '~/lists/search.ts';
import { useCan } from '~/session.ts';
import { Matrix, RoleSheet } from './matrix.tsx';
import { SaveBar } from '~/save-bar.tsx';
import type { RolesSearch } from './search.ts';
import { useMatrix } from './use-matrix.ts';

const route = getRouteApi('/shell/roles');

export function RolesPage() {
  const search = route.useSearch();
  const changeSearch = useChangeSearch<RolesSearch>();
  const mayChange = useCan()('users', 'admin');
  const { roles, draft, change, discard, changes, save } = useMatrix();
  const list = roles.data?.items ?? [];
  // The first one that can be changed is the one somebody came for.
  const shown =
    list.find((each) => each.name === search.role) ?? list.find((each) => each.editable) ?? list[0];

  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (changes === 0 || current.pathname === next.pathname) return false;
      const leave = await confirm({
        title: `Leave without saving ${plural(changes, 'change')}?`,
        body: 'What the roles may do stays as it was.',
        action: 'Leave',
        danger: true,
      });
      return !leave;
    },
    enableBeforeUnload: () => changes > 0,
  });

  return (
    <Page>
      <PageHeader
        title="Roles"
        facts="What each role may do. Point at a level to read what it allows."
        actions={
          <Link to="/users" className={buttonClass()}>
            Users
          </Link>
        }
      />
      {roles.isPending && (
        <Panel flush>
          <SkeletonRows rows={12} label="Loading the roles" />
        </Panel>
      )}
      {roles.isError && !roles.data && (
        <Panel flush>
          <ErrorState
            problem={toApiError(roles.error)}
            onRetry={() => void roles.refetch()}
            retrying={roles.isFetching}
          />
        </Panel>
      )}
      {list.length > 0 && (
        <>
          <div className="max-lg:hidden">
            <Matrix roles={list} draft={draft} mayChange={mayChange} onChange={change} />
          </div>
          <div className="flex flex-col gap-3 lg:hidden">
            <FilterChips<RoleName>
              label="Role"
              options={list.map(({ name }) => ({ value: name, label: name }))}
              value={shown?.name ?? 'admin'}
              onChange={(role) => changeSearch({ role })}
            />
            {shown && (
              <RoleSheet role={shown} draft={draft} mayChange={mayChange} onChange={change} />
            )}
          </div>
          {mayChange && (
            <SaveBar
              changes={changes}
              saving={save.isPending}
              saved={save.isSuccess}
              error={save.error}
              onSave={() => save.mutate()}
              onDiscard={discard}
            />
          )}
        </>
      )}
    </Page>
  );
}
