import type { User } from '@nebula/api';
import { RelativeTime, StateChip, Tag, type Column } from '@nebula/ui';

export function userColumns(myId: string): Column<User>[] {
  return [
    {
      id: 'username',
      header: 'User',
      fixed: true,
      width: 'minmax(12rem, 2fr)',
      cell: (each) => (
        <div className="min-w-0">
          <p className="flex items-center gap-2">
            <span className="truncate font-medium">{each.username}</span>
            {each.id === myId && <Tag>you</Tag>}
          </p>
          <p className="truncate text-xs text-muted">{each.email}</p>
        </div>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      width: '8rem',
      cell: (each) => <span className="block truncate">{each.role}</span>,
    },
    {
      id: 'state',
      header: 'State',
      width: '8rem',
      cell: (each) =>
        each.disabled ? (
          <StateChip tone="idle" word="disabled" why="Cannot log in" />
        ) : (
          <StateChip tone="well" word="active" />
        ),
    },
    {
      id: 'totp',
      header: 'Two-factor',
      width: '8rem',
      cell: (each) =>
        each.totp_enabled ? (
          <StateChip plain tone="well" word="on" className="align-middle" />
        ) : (
          <StateChip
            plain
            tone="warn"
            word="off"
            why="The password alone logs in"
            className="align-middle"
          />
        ),
    },
    {
      id: 'login',
      header: 'Last login',
      width: '8.5rem',
      align: 'end',
      cell: (each) =>
        each.last_login_at ? (
          <RelativeTime at={each.last_login_at} className="text-muted" />
        ) : (
          <span className="text-muted">never</span>
        ),
    },
    {
      id: 'created',
      header: 'Created',
      width: '8.5rem',
      align: 'end',
      hideBelow: 960,
      cell: (each) => <RelativeTime at={each.created_at} className="text-muted" />,
    },
  ];
}
