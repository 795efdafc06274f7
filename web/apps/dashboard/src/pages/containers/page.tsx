import { toApiError, type ContainerSummary } from '@nebula/api';
import {
  Button,
  Count,
  DataTable,
  EmptyState,
  ErrorState,
  FilterChips,
  FilterMenu,
  IconButton,
  Page,
  PageHeader,
  Panel,
  SearchInput,
  SkeletonRows,
  type Sort,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Box, FolderGit2, Play, Plus, RotateCw, SearchX, Square, Trash2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useContainerCommands } from '~/containers/commands.ts';
import { EngineFilter, EngineNotice, NoDocker, useEngine } from '~/containers/engine.tsx';
import { useContainerMenu } from '~/containers/menu.ts';
import type { ContainersSearch } from '~/containers/search.ts';
import { isRunning } from '~/containers/state.ts';
import { containersQuery } from '~/data/queries.ts';
import { useLive, useStale } from '~/live/live.ts';
import { useStatsVersion } from '~/live/stats.ts';
import { parseSort, writeSort } from '~/search.ts';
import { useCan } from '~/session.ts';
import { ContainerCard } from './card.tsx';
import { containerColumns } from './columns.tsx';
import { useFilteredContainers } from './use-filtered.ts';

const CreateDialog = lazy(() => import('~/containers/create-dialog.tsx'));
const RemoveContainersDialog = lazy(() => import('~/containers/remove-dialog.tsx'));
const RenameDialog = lazy(() => import('~/containers/rename-dialog.tsx'));

const route = getRouteApi('/shell/containers');
const keyOf = (container: ContainerSummary): string => container.id;
const nameOf = (container: ContainerSummary): string => container.name;
const NONE: readonly ContainerSummary[] = [];

export function ContainersPage() {
  useLive('containers', 'container_stats', 'engines');
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/containers' });
  const may = useCan();
  const stale = useStale();
  const { id: engineId, engine, engines } = useEngine(search.engine);
  const list = useQuery(containersQuery(engineId));
  const all = list.data?.items ?? NONE;
  const filtered = useFilteredContainers(all, search);
  const { run } = useContainerCommands();
  const mayWrite = may('containers', 'write');

  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [removing, setRemoving] = useState<readonly ContainerSummary[] | null>(null);
  const [renaming, setRenaming] = useState<ContainerSummary | null>(null);
  const [creating, setCreating] = useState(false);

  const change = useCallback(
    (part: Partial<Record<keyof ContainersSearch, string | undefined>>) =>
      void navigate({
        search: (before) => ({ ...before, ...part }) as ContainersSearch,
        replace: true,
      }),
    [navigate],
  );
  const sort = useMemo(() => parseSort(search.sort), [search.sort]);
  const sortsByUsage = sort?.column === 'cpu' || sort?.column === 'memory';
  const version = useStatsVersion(sortsByUsage);
  // A new array with every sample makes the table sort again by what is live.
  const rows = useMemo(
    () => (version >= 0 ? [...filtered.rows] : filtered.rows),
    [filtered.rows, version],
  );

  const columns = useMemo(() => containerColumns(engineId), [engineId]);
  const onRemove = useCallback((each: ContainerSummary) => setRemoving([each]), []);
  const menu = useContainerMenu(engineId, { onRemove, onRename: setRenaming });
  const card = useCallback(
    (each: ContainerSummary) => <ContainerCard engine={engineId} container={each} />,
    [engineId],
  );
  const quick = useCallback(
    (each: ContainerSummary) =>
      isRunning(each) ? (
        <>
          <IconButton
            size="sm"
            icon={RotateCw}
            label="Restart"
            onClick={() => void run('restart', engineId, [each])}
          />
          <IconButton
            size="sm"
            icon={Square}
            label="Stop"
            onClick={() => void run('stop', engineId, [each])}
          />
        </>
      ) : (
        <IconButton
          size="sm"
          icon={Play}
          label="Start"
          onClick={() => void run('start', engineId, [each])}
        />
      ),
    [engineId, run],
  );

  const chosen = all.filter((each) => selected.has(each.id));
  const bulk = (command: 'start' | 'stop' | 'restart'): void => {
    const fitting =
      command === 'start'
        ? chosen.filter((each) => !isRunning(each))
        : command === 'stop'
          ? chosen.filter(isRunning)
          : chosen;
    void run(command, engineId, fitting);
    setSelected(new Set());
  };

  return (
    <Page>
      <PageHeader
        title="Containers"
        aside={list.data && engine?.status !== 'absent' && <Count>{all.length}</Count>}
        actions={
          <>
            <EngineFilter
              engines={engines}
              value={engineId}
              onChange={(next) => change({ engine: next })}
            />
            {mayWrite && engine?.status !== 'absent' && (
              <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
                Create
              </Button>
            )}
          </>
        }
      />
      <EngineNotice engine={engine} />
      <NoDocker engine={engine}>
        <div className="flex flex-wrap items-center gap-2">
          <SearchInput
            className="w-full sm:w-72"
            label="Search containers"
            placeholder="Name, image, port, label"
            value={search.q ?? ''}
            onChange={(q) => change({ q: q || undefined })}
          />
          <FilterChips
            label="Status"
            options={filtered.statusOptions}
            value={search.status ?? 'all'}
            onChange={(status) => change({ status: status === 'all' ? undefined : status })}
          />
          {filtered.projects.length > 0 && (
            <FilterMenu
              icon={FolderGit2}
              label="Project"
              options={filtered.projects.map((value) => ({ value, label: value }))}
              value={search.project}
              onChange={(project) => change({ project })}
            />
          )}
        </div>
        {list.isPending && (
          <Panel flush>
            <SkeletonRows label="Loading the containers" />
          </Panel>
        )}
        {list.isError && !list.data && (
          <Panel flush>
            <ErrorState
              problem={toApiError(list.error)}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
          </Panel>
        )}
        {list.data && all.length === 0 && (
          <Panel flush>
            <EmptyState
              icon={Box}
              title="No containers yet"
              action={
                mayWrite && (
                  <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
                    Create a container
                  </Button>
                )
              }
            >
              A container is a program with all it needs, running by itself. What you start with
              Docker on this machine appears here at once.
            </EmptyState>
          </Panel>
        )}
        {all.length > 0 && rows.length === 0 && (
          <Panel flush>
            <EmptyState
              icon={SearchX}
              title="No container matches"
              action={
                <Button
                  onClick={() => change({ q: undefined, status: undefined, project: undefined })}
                >
                  Clear the filters
                </Button>
              }
            />
          </Panel>
        )}
        {rows.length > 0 && (
          <DataTable
            label="Containers"
            rows={rows}
            rowKey={keyOf}
            rowName={nameOf}
            columns={columns}
            storageKey="containers"
            sort={sort}
            onSortChange={(next: Sort | undefined) => change({ sort: writeSort(next) })}
            onOpen={(each) =>
              void navigate({
                to: '/containers/$engine/$id',
                params: { engine: engineId, id: each.id },
              })
            }
            actions={menu}
            {...(mayWrite && {
              quickActions: quick,
              selected,
              onSelectedChange: setSelected,
              bulkActions: (
                <>
                  <Button size="sm" icon={Play} onClick={() => bulk('start')}>
                    Start
                  </Button>
                  <Button size="sm" icon={Square} onClick={() => bulk('stop')}>
                    Stop
                  </Button>
                  <Button size="sm" icon={RotateCw} onClick={() => bulk('restart')}>
                    Restart
                  </Button>
                  <Button
                    size="sm"
                    variant="danger"
                    icon={Trash2}
                    onClick={() => setRemoving(chosen)}
                  >
                    Remove
                  </Button>
                </>
              ),
            })}
            card={card}
            stale={stale || list.data?.staleSince != null}
          />
        )}
      </NoDocker>
      <Suspense>
        {removing && (
          <RemoveContainersDialog
            engine={engineId}
            containers={removing}
            onClose={() => setRemoving(null)}
            onRemoved={() => setSelected(new Set())}
          />
        )}
        {renaming && (
          <RenameDialog engine={engineId} container={renaming} onClose={() => setRenaming(null)} />
        )}
        {creating && <CreateDialog engine={engineId} onClose={() => setCreating(false)} />}
      </Suspense>
    </Page>
  );
}
