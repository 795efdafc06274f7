import { toApiError, type ContainerSummary } from '@nebula/api';
import {
  Button,
  CopyButton,
  EmptyState,
  Elapsed,
  ErrorState,
  IconButton,
  Menu,
  Page,
  PageHeader,
  RelativeTime,
  Skeleton,
  SkeletonLines,
  StateChip,
  TAB_BAR_CLASS,
  Tag,
  buttonClass,
  shortId,
  tabClass,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useChildMatches, useNavigate } from '@tanstack/react-router';
import { Ellipsis, Play, RotateCw, Square, Trash } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useContainerCommands, type ContainerCommand } from '~/containers/commands.ts';
import { EngineNotice } from '~/containers/engine.tsx';
import { useContainerMenu } from '~/containers/menu.ts';
import { containerState, isRunning } from '~/containers/state.ts';
import { enginesQuery } from '~/data/queries.ts';
import { useLive } from '~/live/live.ts';
import { useCan } from '~/session.ts';
import { useContainer } from './use-container.ts';

const RemoveContainersDialog = lazy(() => import('~/containers/remove-dialog.tsx'));
const RenameDialog = lazy(() => import('~/containers/rename-dialog.tsx'));

export function ContainerPage() {
  useLive('containers', 'container_stats', 'engines');
  const { engine, container, query } = useContainer();
  const engines = useQuery(enginesQuery).data?.items;

  if (query.isError && toApiError(query.error).status === 404) {
    return (
      <div className="flex min-h-[60dvh] items-center justify-center">
        <EmptyState
          heading
          icon={Trash}
          title="This container is gone"
          action={
            <Link to="/containers" className={buttonClass('primary')}>
              All containers
            </Link>
          }
        >
          {container ? `${container.name} was removed.` : 'It was removed, or never was.'}
        </EmptyState>
      </div>
    );
  }
  if (query.isError && !container) {
    return (
      <ErrorState
        problem={toApiError(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  if (!container) {
    return (
      <Page>
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-4 w-80" />
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  return (
    <Page className="min-h-0 flex-1">
      <Header engine={engine} container={container} />
      <EngineNotice engine={engines?.find((each) => each.id === engine)} />
      <TabBar engine={engine} id={container.id} />
      <div className="flex min-h-0 flex-1 flex-col">
        <Outlet />
      </div>
    </Page>
  );
}

function Header({ engine, container }: { engine: string; container: ContainerSummary }) {
  const may = useCan();
  const navigate = useNavigate();
  const { run } = useContainerCommands();
  const [busy, setBusy] = useState<ContainerCommand | null>(null);
  const [dialog, setDialog] = useState<'remove' | 'rename' | null>(null);
  const menu = useContainerMenu(engine, {
    withoutPages: true,
    onRemove: () => setDialog('remove'),
    onRename: () => setDialog('rename'),
  });
  const act = async (command: ContainerCommand): Promise<void> => {
    setBusy(command);
    await run(command, engine, [container]);
    setBusy(null);
  };
  const running = isRunning(container);
  return (
    <>
      <PageHeader
        title={container.name}
        aside={<StateChip {...containerState(container)} />}
        facts={
          <>
            <span className="truncate font-mono text-xs">{container.image}</span>
            <span className="inline-flex items-center font-mono text-xs">
              {shortId(container.id)}
              <CopyButton text={container.id} label="Copy the id" />
            </span>
            {running && container.started_at ? (
              <span>
                up <Elapsed since={container.started_at} />
              </span>
            ) : (
              container.finished_at && (
                <span>
                  ended <RelativeTime at={container.finished_at} />
                </span>
              )
            )}
            {container.compose_project && <Tag>{container.compose_project}</Tag>}
          </>
        }
        actions={
          may('containers', 'write') && (
            <>
              {running ? (
                <>
                  <Button
                    icon={RotateCw}
                    busy={busy === 'restart'}
                    onClick={() => void act('restart')}
                  >
                    Restart
                  </Button>
                  <Button icon={Square} busy={busy === 'stop'} onClick={() => void act('stop')}>
                    Stop
                  </Button>
                </>
              ) : (
                <Button
                  variant="primary"
                  icon={Play}
                  busy={busy === 'start'}
                  onClick={() => void act('start')}
                >
                  Start
                </Button>
              )}
              <Menu items={menu(container)}>
                <IconButton
                  icon={Ellipsis}
                  label="More actions"
                  className="border border-line bg-surface-2"
                />
              </Menu>
            </>
          )
        }
      />
      <Suspense>
        {dialog === 'remove' && (
          <RemoveContainersDialog
            engine={engine}
            containers={[container]}
            onClose={() => setDialog(null)}
            onRemoved={() => void navigate({ to: '/containers' })}
          />
        )}
        {dialog === 'rename' && (
          <RenameDialog engine={engine} container={container} onClose={() => setDialog(null)} />
        )}
      </Suspense>
    </>
  );
}

const TABS = [
  { to: '/containers/$engine/$id', label: 'Overview' },
  { to: '/containers/$engine/$id/logs', label: 'Logs' },
  { to: '/containers/$engine/$id/stats', label: 'Stats' },
  { to: '/containers/$engine/$id/terminal', label: 'Terminal', module: 'terminal', level: 'write' },
  { to: '/containers/$engine/$id/files', label: 'Files', module: 'files', level: 'read' },
  { to: '/containers/$engine/$id/inspect', label: 'Inspect' },
] as const;

function TabBar({ engine, id }: { engine: string; id: string }) {
  const may = useCan();
  const current = useChildMatches().at(-1)?.fullPath.replace(/\/$/, '');
  const bar = useRef<HTMLElement>(null);
  useEffect(() => {
    bar.current
      ?.querySelector('[aria-current]')
      ?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [current]);
  return (
    <nav ref={bar} aria-label="Container" className={TAB_BAR_CLASS}>
      {TABS.filter((tab) => !('module' in tab) || may(tab.module, tab.level)).map((tab) => (
        <Link
          key={tab.to}
          to={tab.to}
          params={{ engine, id }}
          aria-current={current === tab.to ? 'page' : undefined}
          className={tabClass(current === tab.to)}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
