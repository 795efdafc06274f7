import { api, call, type Service } from '@nebula/api';
import {
  Count,
  DataTable,
  FilterChips,
  Page,
  PageHeader,
  RelativeTime,
  SearchInput,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Waypoints } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { keys } from '~/data/keys.ts';
import { servicesQuery } from '~/data/queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { matchesWords, useChangeSearch } from '~/lists/search.ts';
import { useLive, useStale } from '~/live/live.ts';
import { parseSort, writeSort } from '~/search.ts';
import { ServiceCard } from './card.tsx';
import { serviceColumns } from './columns.tsx';
import { ServiceDetails } from './details-dialog.tsx';
import { NodesPanel, RefusedMap } from './map-panels.tsx';
import type { ServicesSearch } from './search.ts';
import { byConcern } from './status.ts';

const route = getRouteApi('/shell/services');
const NONE: readonly Service[] = [];
const keyOf = (service: Service): string => service.name;

function matchesStatus(service: Service, status: ServicesSearch['status']): boolean {
  if (status === undefined) return true;
  return (service.status === 'healthy') === (status === 'healthy');
}

export function ServicesPage() {
  useLive('services');
  const search = route.useSearch();
  const change = useChangeSearch<ServicesSearch>();
  const stale = useStale();
  const list = useQuery(servicesQuery);
  const map = useQuery({
    queryKey: keys.serviceMap,
    queryFn: ({ signal }) => call(api.GET('/api/v1/service-map', { signal })),
    // A map that is edited is read again at once; nothing on the stream tells of it.
    refetchInterval: 5_000,
  });
  const all = list.data?.items ?? NONE;
  const found = useMemo(
    () =>
      all
        .filter((each) =>
          matchesWords(search.q, [
            each.name,
            each.description ?? '',
            each.node ?? '',
            each.http_url ?? '',
            each.detail ?? '',
            ...each.tags,
            ...each.depends_on,
          ]),
        )
        .sort(byConcern),
    [all, search.q],
  );
  const rows = useMemo(
    () => found.filter((each) => matchesStatus(each, search.status)),
    [found, search.status],
  );
  const sort = useMemo(() => parseSort(search.sort), [search.sort]);
  const open = useCallback((service: Service) => change({ open: service.name }), [change]);
  const columns = useMemo(() => serviceColumns(open), [open]);
  const card = useCallback(
    (service: Service) => <ServiceCard service={service} onOpen={() => open(service)} />,
    [open],
  );
  const opened = all.find((each) => each.name === search.open);
  const healthy = found.filter((each) => each.status === 'healthy').length;

  return (
    <Page>
      <PageHeader
        title="Services"
        aside={list.data && <Count>{all.length}</Count>}
        facts={
          map.data && (
            <>
              <span className="font-mono text-xs">{map.data.path}</span>
              <span>{map.data.environment}</span>
              <span>
                read <RelativeTime at={map.data.loaded_at} />
              </span>
            </>
          )
        }
      />
      <RefusedMap map={map.data} />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-full sm:w-72"
          label="Search services"
          placeholder="Name, node, address, tag"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterChips<'all' | 'problem' | 'healthy'>
          label="State"
          options={[
            { value: 'all', label: 'All', count: found.length },
            { value: 'problem', label: 'Problems', tone: 'bad', count: found.length - healthy },
            { value: 'healthy', label: 'Healthy', tone: 'well', count: healthy },
          ]}
          value={search.status ?? 'all'}
          onChange={(status) => change({ status: status === 'all' ? undefined : status })}
        />
      </div>
      <ListStates
        things="services"
        query={list}
        total={all.length}
        shown={rows.length}
        onClear={() => change({ q: undefined, status: undefined })}
        empty={{
          icon: Waypoints,
          title: 'The map names no service',
          text: 'The services of the platform and where they run stand in service-map.yml.',
        }}
      >
        <DataTable
          label="Services"
          rows={rows}
          rowKey={keyOf}
          rowName={keyOf}
          columns={columns}
          rowHeight={60}
          storageKey="services"
          sort={sort}
          onSortChange={(next) => change({ sort: writeSort(next) })}
          onOpen={open}
          card={card}
          stale={stale || list.isError}
        />
      </ListStates>
      <NodesPanel query={map} services={all} />
      {opened && (
        <ServiceDetails
          service={opened}
          services={all}
          onClose={() => change({ open: undefined })}
        />
      )}
    </Page>
  );
}
