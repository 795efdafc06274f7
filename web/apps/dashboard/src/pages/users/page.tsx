import { api, call, type User } from '@nebula/api';
import {
  Button,
  DataTable,
  Page,
  PageHeader,
  SearchInput,
  buttonClass,
  type MenuItem,
} from '@nebula/ui';
import { Link, getRouteApi } from '@tanstack/react-router';
import { Ban, CircleCheck, KeyRound, Pencil, Plus, ShieldOff, Trash2, Users } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { peopleKeys } from '~/data/people-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { MoreRows } from '~/lists/more-rows.tsx';
import { useChangeSearch } from '~/lists/search.ts';
import { usePages } from '~/lists/use-pages.ts';
import type { ListSearch } from '~/search.ts';
import { useCan, useMe } from '~/session.ts';
import { userColumns } from './columns.tsx';
import { useUserCommands } from './commands.ts';
import { CreateUserDialog } from './create-dialog.tsx';
import { EditUserDialog } from './edit-dialog.tsx';
import { ResetPasswordDialog } from './reset-password-dialog.tsx';

const route = getRouteApi('/shell/users');
const keyOf = (user: User): string => user.id;
const nameOf = (user: User): string => user.username;

type Open = { dialog: 'create' } | { dialog: 'edit' | 'password'; user: User };

export function UsersPage() {
  const search = route.useSearch();
  const change = useChangeSearch<ListSearch>();
  const mayChange = useCan()('users', 'admin');
  const myId = useMe().user.id;
  const [open, setOpen] = useState<Open | null>(null);
  const { setDisabled, resetTotp, remove } = useUserCommands();
  const wanted = useDeferredValue(search.q ?? '');
  const { query, items, loadMore } = usePages([...peopleKeys.users, wanted], (cursor, signal) =>
    call(
      api.GET('/api/v1/users', {
        params: { query: { ...(wanted && { search: wanted }), ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  const columns = useMemo(() => userColumns(myId), [myId]);
  const edit = useCallback((user: User) => setOpen({ dialog: 'edit', user }), []);
  const menu = useCallback(
    (user: User): MenuItem[] => {
      const items: MenuItem[] = [{ label: 'Edit', icon: Pencil, onSelect: () => edit(user) }];
      if (user.totp_enabled) {
        items.push({
          label: 'Reset two-factor',
          icon: ShieldOff,
          onSelect: () => void resetTotp(user),
        });
      }
      // One's own password is changed under Account, where the old one is asked for.
      if (user.id === myId) return items;
      items.push(
        {
          label: 'Set a password',
          icon: KeyRound,
          onSelect: () => setOpen({ dialog: 'password', user }),
        },
        user.disabled
          ? {
              label: 'Enable',
              icon: CircleCheck,
              onSelect: () => void setDisabled(user, false),
            }
          : { label: 'Disable', icon: Ban, onSelect: () => void setDisabled(user, true) },
        {
          label: 'Delete',
          icon: Trash2,
          danger: true,
          separated: true,
          onSelect: () => void remove(user),
        },
      );
      return items;
    },
    [edit, myId, remove, resetTotp, setDisabled],
  );

  return (
    <Page>
      <PageHeader
        title="Users"
        facts="Who may log in, and in which role."
        actions={
          <>
            <Link to="/roles" className={buttonClass()}>
              Roles
            </Link>
            {mayChange && (
              <Button variant="primary" icon={Plus} onClick={() => setOpen({ dialog: 'create' })}>
                Create
              </Button>
            )}
          </>
        }
      />
      <SearchInput
        className="w-full sm:w-72"
        label="Search users"
        placeholder="Name or email"
        value={search.q ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <ListStates
        things="users"
        query={query}
        total={search.q ? 1 : items.length}
        shown={items.length}
        onClear={() => change({ q: undefined })}
        empty={{
          icon: Users,
          title: 'Nobody yet',
          text: 'A user logs in with a password and does what the role allows.',
        }}
      >
        <DataTable
          label="Users"
          rows={items}
          rowKey={keyOf}
          rowName={nameOf}
          columns={columns}
          storageKey="users"
          {...(mayChange && { onOpen: edit, actions: menu })}
          onEndReached={loadMore}
          footer={<MoreRows query={query} />}
          stale={query.isPlaceholderData}
        />
      </ListStates>
      {open?.dialog === 'create' && <CreateUserDialog onClose={() => setOpen(null)} />}
      {open?.dialog === 'edit' && <EditUserDialog user={open.user} onClose={() => setOpen(null)} />}
      {open?.dialog === 'password' && (
        <ResetPasswordDialog user={open.user} onClose={() => setOpen(null)} />
      )}
    </Page>
  );
}
