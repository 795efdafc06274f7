import type { Volume } from '@nebula/api';
import {
  Button,
  Count,
  DataTable,
  FilterChips,
  Page,
  PageHeader,
  SearchInput,
  formatBytes,
  type MenuItem,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Brush, HardDrive, Info, Plus, Trash2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { EngineFilter, EngineNotice, NoDocker, useEngine } from '~/containers/engine.tsx';
import { diskUsageQuery, volumesQuery } from '~/data/docker-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { matchesWords, useChangeSearch } from '~/lists/search.ts';
import { useLive, useStale } from '~/live/live.ts';
import { parseSort, writeSort } from '~/search.ts';
import { useCan } from '~/session.ts';
import { volumeColumns } from './columns.tsx';
import { useRemoveVolume } from './commands.ts';
import { CreateVolumeDialog } from './create-dialog.tsx';
import { VolumeDetails } from './details-dialog.tsx';
import { PruneVolumesDialog } from './prune-dialog.tsx';
import type { VolumesSearch } from './search.ts';

const route = getRouteApi('/shell/volumes');
const NONE: readonly Volume[] = [];
const keyOf = (volume: Volume): string => volume.name;

function matchesUse(volume: Volume, use: VolumesSearch['use']): boolean {
  if (use === undefined) return true;
  return use === 'used' ? volume.containers.length > 0 : volume.containers.length === 0;
}

export function VolumesPage() {
  useLive('docker_events', 'engines');
  const search = route.useSearch();
  const change = useChangeSearch<VolumesSearch>();
  const may = useCan();
  const stale = useStale();
  const { id: engineId, engine, engines } = useEngine(search.engine);
  const list = useQuery(volumesQuery(engineId));
  const all = list.data?.items ?? NONE;
  const remove = useRemoveVolume(engineId);
  const mayWrite = may('volumes', 'write');
  const mayPrune = may('volumes', 'admin');
  const [dialog, setDialog] = useState<'create' | 'prune' | null>(null);

  const found = useMemo(
    () =>
      all.filter((each) =>
        matchesWords(search.q, [
          each.name,
          each.driver,
          ...each.containers,
          ...Object.entries(each.labels).map(([name, value]) => `${name}=${value}`),
        ]),
      ),
    [all, search.q],
  );
  const rows = useMemo(
    () => found.filter((each) => matchesUse(each, search.use)),
    [found, search.use],
  );
  const sort = useMemo(() => parseSort(search.sort), [search.sort]);
  const open = useCallback((volume: Volume) => change({ open: volume.name }), [change]);
  const withSizes = all.some((each) => each.size_bytes !== null);
  const columns = useMemo(
    () => volumeColumns(engineId, open, withSizes),
    [engineId, open, withSizes],
  );
  const menu = useCallback(
    (volume: Volume): MenuItem[] => [
      { label: 'Details', icon: Info, onSelect: () => open(volume) },
      ...(mayWrite
        ? [
            {
              label: volume.containers.length > 0 ? 'Remove (in use)' : 'Remove',
              icon: Trash2,
              danger: true,
              separated: true,
              disabled: volume.containers.length > 0,
              onSelect: () => void remove(volume),
            },
          ]
        : []),
    ],
    [mayWrite, open, remove],
  );
  const opened = all.find((each) => each.name === search.open);
  const usage = useQuery({ ...diskUsageQuery(engineId), enabled: may('containers') });
  const bytes = usage.data?.volumes.size_bytes ?? 0;

  return (
    <Page>
      <PageHeader
        title="Volumes"
        aside={list.data && <Count>{all.length}</Count>}
        facts={bytes > 0 && <span className="num">{formatBytes(bytes)} on disk</span>}
        actions={
          (mayWrite || mayPrune) && (
            <>
              {mayPrune && (
                <Button icon={Brush} disabled={!list.data} onClick={() => setDialog('prune')}>
                  Prune
                </Button>
              )}
              {mayWrite && (
                <Button
                  variant="primary"
                  icon={Plus}
                  disabled={engine?.status === 'absent'}
                  onClick={() => setDialog('create')}
                >
                  Create
                </Button>
              )}
            </>
          )
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-full sm:w-72"
          label="Search volumes"
          placeholder="Name, container, label"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterChips<'all' | 'used' | 'unused'>
          label="Use"
          options={[
            { value: 'all', label: 'All', count: found.length },
            {
              value: 'used',
              label: 'In use',
              count: found.filter((each) => matchesUse(each, 'used')).length,
            },
            {
              value: 'unused',
              label: 'Unused',
              count: found.filter((each) => matchesUse(each, 'unused')).length,
            },
          ]}
          value={search.use ?? 'all'}
          onChange={(use) => change({ use: use === 'all' ? undefined : use })}
        />
        <EngineFilter
          engines={engines}
          value={engineId}
          onChange={(next) => change({ engine: next })}
        />
      </div>
      <EngineNotice engine={engine} />
      <NoDocker engine={engine}>
        <ListStates
          things="volumes"
          query={list}
          total={all.length}
          shown={rows.length}
          onClear={() => change({ q: undefined, use: undefined })}
          empty={{
            icon: HardDrive,
            title: 'No volumes yet',
            text: 'A volume is room on disk that outlives the containers that use it: the right place for databases and uploads.',
            action: mayWrite && (
              <Button variant="primary" icon={Plus} onClick={() => setDialog('create')}>
                Create a volume
              </Button>
            ),
          }}
        >
          <DataTable
            label="Volumes"
            rows={rows}
            rowKey={keyOf}
            rowName={keyOf}
            columns={columns}
            storageKey="volumes"
            sort={sort}
            onSortChange={(next) => change({ sort: writeSort(next) })}
            onOpen={open}
            actions={menu}
            stale={stale || list.isError}
          />
        </ListStates>
      </NoDocker>
      {opened && (
        <VolumeDetails
          engine={engineId}
          volume={opened}
          onRemove={
            mayWrite
              ? () => {
                  change({ open: undefined });
                  void remove(opened);
                }
              : undefined
          }
          onClose={() => change({ open: undefined })}
        />
      )}
      {dialog === 'create' && (
        <CreateVolumeDialog engine={engineId} onClose={() => setDialog(null)} />
      )}
      {dialog === 'prune' && (
        <PruneVolumesDialog engine={engineId} volumes={all} onClose={() => setDialog(null)} />
      )}
    </Page>
  );
}
