import { api, call, type Recording } from '@nebula/api';
import {
  DataTable,
  Page,
  PageHeader,
  RelativeTime,
  SearchInput,
  StateChip,
  formatBytes,
  formatClock,
  type Column,
  type MenuItem,
} from '@nebula/ui';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { Download, Film, Play, Trash2 } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { castAddress, recordingKeys } from '~/data/recording-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { MoreRows } from '~/lists/more-rows.tsx';
import { useChangeSearch } from '~/lists/search.ts';
import { usePages } from '~/lists/use-pages.ts';
import type { ListSearch } from '~/search.ts';
import { useCan } from '~/session.ts';
import { useDeleteRecording } from './commands.ts';
import { recordingState } from './status.ts';

const route = getRouteApi('/shell/recordings');
const keyOf = (recording: Recording): string => recording.id;
const nameOf = (recording: Recording): string => recording.container_name;

const COLUMNS: Column<Recording>[] = [
  {
    id: 'container',
    header: 'Container',
    fixed: true,
    width: 'minmax(12rem, 2fr)',
    cell: (each) => (
      <div className="min-w-0">
        <Link
          to="/recordings/$id"
          params={{ id: each.id }}
          className="block truncate font-medium text-text hover:text-accent-strong"
        >
          {each.container_name}
        </Link>
        <p className="truncate font-mono text-xs text-faint">{each.command}</p>
      </div>
    ),
  },
  {
    id: 'user',
    header: 'Who',
    width: 'minmax(7rem, 1fr)',
    cell: (each) => <span className="block truncate">{each.username}</span>,
  },
  {
    id: 'status',
    header: 'State',
    width: '8.5rem',
    cell: (each) => <StateChip {...recordingState(each)} />,
  },
  {
    id: 'started',
    header: 'Started',
    width: '8rem',
    align: 'end',
    cell: (each) => <RelativeTime at={each.started_at} className="text-muted" />,
  },
  {
    id: 'duration',
    header: 'Length',
    width: '6rem',
    align: 'end',
    cell: (each) => formatClock(each.duration_ms),
  },
  {
    id: 'size',
    header: 'Size',
    width: '6.5rem',
    align: 'end',
    hideBelow: 820,
    cell: (each) => formatBytes(each.size_bytes),
  },
  {
    id: 'engine',
    header: 'Engine',
    width: '7rem',
    hideBelow: 980,
    initiallyHidden: true,
    cell: (each) => <span className="block truncate text-muted">{each.engine}</span>,
  },
];

export function RecordingsPage() {
  const search = route.useSearch();
  const change = useChangeSearch<ListSearch>();
  const navigate = useNavigate();
  const may = useCan();
  const wanted = useDeferredValue(search.q ?? '');
  const { query, items, loadMore } = usePages(recordingKeys.list(wanted), (cursor, signal) =>
    call(
      api.GET('/api/v1/recordings', {
        params: { query: { ...(wanted && { search: wanted }), ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  const remove = useDeleteRecording();
  const mayDelete = may('recordings', 'admin');
  const open = useCallback(
    (recording: Recording) =>
      void navigate({ to: '/recordings/$id', params: { id: recording.id } }),
    [navigate],
  );
  const menu = useMemo(
    () =>
      (recording: Recording): MenuItem[] => [
        { label: 'Replay', icon: Play, onSelect: () => open(recording) },
        {
          label: 'Download',
          icon: Download,
          onSelect: () => window.location.assign(castAddress(recording.id)),
        },
        ...(mayDelete
          ? [
              {
                label: 'Delete',
                icon: Trash2,
                danger: true,
                separated: true,
                onSelect: () => void remove(recording),
              },
            ]
          : []),
      ],
    [open, mayDelete, remove],
  );

  return (
    <Page>
      <PageHeader
        title="Recordings"
        facts={
          may('recordings')
            ? 'Every terminal opened in a container, to replay.'
            : 'Your own terminals, to replay.'
        }
      />
      <SearchInput
        className="w-full sm:w-80"
        label="Search recordings"
        placeholder="Container, person, engine"
        value={search.q ?? ''}
        onChange={(q) => change({ q: q || undefined })}
      />
      <ListStates
        things="recordings"
        query={query}
        total={search.q ? 1 : items.length}
        shown={items.length}
        onClear={() => change({ q: undefined })}
        empty={{
          icon: Film,
          title: 'No recordings yet',
          text: 'A terminal that is opened in a container is recorded, unless the settings say otherwise, and stands here to be replayed.',
        }}
      >
        <DataTable
          label="Recordings"
          rows={items}
          rowKey={keyOf}
          rowName={nameOf}
          columns={COLUMNS}
          storageKey="recordings"
          onOpen={open}
          actions={menu}
          onEndReached={loadMore}
          footer={<MoreRows query={query} />}
          stale={query.isPlaceholderData}
        />
      </ListStates>
    </Page>
  );
}
