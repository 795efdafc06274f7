import type { Network } from '@nebula/api';
import {
  Button,
  Count,
  DataTable,
  FilterChips,
  Page,
  PageHeader,
  SearchInput,
  type MenuItem,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Brush, Info, Network as NetworkIcon, Plus, Trash2 } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { EngineFilter, EngineNotice, NoDocker, useEngine } from '~/containers/engine.tsx';
import { networksQuery } from '~/data/docker-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { matchesWords, useChangeSearch } from '~/lists/search.ts';
import { useLive, useStale } from '~/live/live.ts';
import { parseSort, writeSort } from '~/search.ts';
import { useCan } from '~/session.ts';
import { networkColumns } from './columns.tsx';
import { isRemovable, usePruneNetworks, useRemoveNetwork } from './commands.ts';
import { CreateNetworkDialog } from './create-dialog.tsx';
import { NetworkDetails } from './details-dialog.tsx';
import type { NetworksSearch } from './search.ts';

const route = getRouteApi('/shell/networks');
const NONE: readonly Network[] = [];
const keyOf = (network: Network): string => network.id;
const nameOf = (network: Network): string => network.name;

function matchesUse(network: Network, use: NetworksSearch['use']): boolean {
  switch (use) {
    case undefined:
      return true;
    case 'builtin':
      return network.builtin;
    case 'used':
      return network.containers.length > 0;
    case 'unused':
      return isRemovable(network);
  }
}

export function NetworksPage() {
  useLive('docker_events', 'engines');
  const search = route.useSearch();
  const change = useChangeSearch<NetworksSearch>();
  const may = useCan();
  const stale = useStale();
  const { id: engineId, engine, engines } = useEngine(search.engine);
  const list = useQuery(networksQuery(engineId));
  const all = list.data?.items ?? NONE;
  const remove = useRemoveNetwork(engineId);
  const prune = usePruneNetworks(engineId);
  const mayWrite = may('networks', 'write');
  const mayPrune = may('networks', 'admin');
  const [creating, setCreating] = useState(false);

  const found = useMemo(
    () =>
      all.filter((each) =>
        matchesWords(search.q, [
          each.name,
          each.id,
          each.driver,
          ...each.subnets.map((subnet) => subnet.subnet),
          ...each.containers.map((member) => member.name),
        ]),
      ),
    [all, search.q],
  );
  const rows = useMemo(
    () => found.filter((each) => matchesUse(each, search.use)),
    [found, search.use],
  );
  const sort = useMemo(() => parseSort(search.sort), [search.sort]);
  const open = useCallback((network: Network) => change({ open: network.id }), [change]);
  const columns = useMemo(() => networkColumns(engineId, open), [engineId, open]);
  const menu = useCallback(
    (network: Network): MenuItem[] => [
      { label: 'Details', icon: Info, onSelect: () => open(network) },
      ...(mayWrite && !network.builtin
        ? [
            {
              label: isRemovable(network) ? 'Remove' : 'Remove (in use)',
              icon: Trash2,
              danger: true,
              separated: true,
              disabled: !isRemovable(network),
              onSelect: () => void remove(network),
            },
          ]
        : []),
    ],
    [mayWrite, open, remove],
  );
  const opened = all.find((each) => each.id === search.open);
  const count = (use: NetworksSearch['use']): number =>
    found.filter((each) => matchesUse(each, use)).length;

  return (
    <Page>
      <PageHeader
        title="Networks"
        aside={list.data && <Count>{all.length}</Count>}
        actions={
          (mayWrite || mayPrune) && (
            <>
              {mayPrune && (
                <Button
                  icon={Brush}
                  disabled={!all.some(isRemovable)}
                  onClick={() => void prune(all)}
                >
                  Prune
                </Button>
              )}
              {mayWrite && (
                <Button
                  variant="primary"
                  icon={Plus}
                  disabled={engine?.status === 'absent'}
                  onClick={() => setCreating(true)}
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
          label="Search networks"
          placeholder="Name, container, subnet"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterChips<'all' | 'used' | 'unused' | 'builtin'>
          label="Use"
          options={[
            { value: 'all', label: 'All', count: found.length },
            { value: 'used', label: 'In use', count: count('used') },
            { value: 'unused', label: 'Unused', count: count('unused') },
            { value: 'builtin', label: 'Built in', count: count('builtin') },
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
          things="networks"
          query={list}
          total={all.length}
          shown={rows.length}
          onClear={() => change({ q: undefined, use: undefined })}
          empty={{
            icon: NetworkIcon,
            title: 'No networks',
            text: 'Containers on the same network reach each other by name.',
            action: mayWrite && (
              <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
                Create a network
              </Button>
            ),
          }}
        >
          <DataTable
            label="Networks"
            rows={rows}
            rowKey={keyOf}
            rowName={nameOf}
            columns={columns}
            storageKey="networks"
            sort={sort}
            onSortChange={(next) => change({ sort: writeSort(next) })}
            onOpen={open}
            actions={menu}
            stale={stale || list.isError}
          />
        </ListStates>
      </NoDocker>
      {opened && (
        <NetworkDetails
          engine={engineId}
          network={opened}
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
      {creating && <CreateNetworkDialog engine={engineId} onClose={() => setCreating(false)} />}
    </Page>
  );
}
