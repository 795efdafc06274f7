import { api, call, isAbort } from '@nebula/api';
import { Breadcrumbs, IconButton, Kbd, Menu, toast } from '@nebula/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useMatches, useNavigate } from '@tanstack/react-router';
import { CircleUserRound, Keyboard, LogOut, Search, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { containerQuery } from '../data/queries.ts';
import { leaveSession, useMe } from '../session.ts';
import { PlatformPulse } from './platform.tsx';
import { RunningTasks } from './tasks.tsx';

export function TopBar({ onSearch, onHelp }: { onSearch: () => void; onHelp: () => void }) {
  return (
    <header className="glass absolute inset-x-0 top-0 z-20 flex h-(--bar-height) items-center gap-2 border-b border-line/70 px-4 lg:px-6">
      <div className="min-w-0 flex-1">
        <Trail />
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="flex h-8 w-60 items-center gap-2 rounded-control border border-line/80 bg-surface-1/60 pr-1.5 pl-2.5 text-sm text-faint transition-colors hover:border-line hover:text-muted max-lg:hidden"
      >
        <Search size={14} aria-hidden />
        <span className="flex-1 text-left">Search or run</span>
        <Kbd keys="mod+k" />
      </button>
      <PlatformPulse />
      <RunningTasks />
      <AccountMenu onHelp={onHelp} />
    </header>
  );
}

/** Where I am, as a way back. */
function Trail() {
  const matches = useMatches();
  const entries: { key: string; node: ReactNode }[] = [];
  for (const match of matches) {
    const { title, crumb, under } = match.staticData;
    if (under) {
      entries.push({
        key: under.to,
        node: (
          <Link to={under.to} className="hover:text-text">
            {under.title}
          </Link>
        ),
      });
    }
    if (crumb === 'container') {
      const { engine = '', id = '' } = match.params as { engine?: string; id?: string };
      entries.push({
        key: 'containers',
        node: (
          <Link to="/containers" className="hover:text-text">
            Containers
          </Link>
        ),
      });
      entries.push({ key: match.id, node: <ContainerName engine={engine} id={id} /> });
    } else if (title) {
      entries.push({ key: match.id, node: title });
    }
  }
  return <Breadcrumbs entries={entries} />;
}

function ContainerName({ engine, id }: { engine: string; id: string }) {
  const { data } = useQuery(containerQuery(engine, id));
  return data?.name ?? id.slice(0, 12);
}

function AccountMenu({ onHelp }: { onHelp: () => void }) {
  const { user } = useMe();
  const navigate = useNavigate();
  const client = useQueryClient();
  const logOut = async (): Promise<void> => {
    try {
      await call(api.DELETE('/api/v1/sessions/current'));
    } catch (error) {
      if (!isAbort(error)) toast.error('Logging out failed', error);
      return;
    }
    await navigate({ to: '/login' });
    leaveSession(client);
  };
  return (
    <Menu
      heading={
        <>
          <p className="truncate text-sm font-medium">{user.username}</p>
          <p className="truncate text-xs text-muted">
            {user.email} · {user.role}
          </p>
        </>
      }
      items={[
        {
          label: 'Account and security',
          icon: ShieldCheck,
          onSelect: () => void navigate({ to: '/account' }),
        },
        { label: 'Keyboard', icon: Keyboard, keys: '?', onSelect: onHelp },
        { label: 'Log out', icon: LogOut, separated: true, onSelect: () => void logOut() },
      ]}
    >
      <IconButton icon={CircleUserRound} label="Account" className="-mr-1.5" />
    </Menu>
  );
}
