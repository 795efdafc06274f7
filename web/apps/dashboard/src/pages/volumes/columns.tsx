import type { Volume } from '@nebula/api';
import { RelativeTime, Tag, formatBytes, type Column } from '@nebula/ui';
import { ContainerLinks } from '~/lists/container-links.tsx';
import { isAnonymous } from './commands.ts';

export function volumeColumns(
  engine: string,
  open: (volume: Volume) => void,
  /** Whether the engine tells sizes; not every driver knows them. */
  withSizes: boolean,
): Column<Volume>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      fixed: true,
      width: 'minmax(13rem, 2.4fr)',
      cell: (each) => (
        <div className="flex min-w-0 items-center gap-2">
          <button
            type="button"
            onClick={() => open(each)}
            className="truncate rounded-[4px] text-left font-medium text-text hover:text-accent-strong"
            title={each.name}
          >
            {each.name}
          </button>
          {isAnonymous(each) && <Tag title="Docker named it itself">anonymous</Tag>}
        </div>
      ),
      sortValue: (each) => each.name,
    },
    {
      id: 'containers',
      header: 'Used by',
      width: 'minmax(9rem, 1.4fr)',
      cell: (each) =>
        each.containers.length > 0 ? (
          <ContainerLinks engine={engine} names={each.containers} shown={2} />
        ) : (
          <span className="text-muted">unused</span>
        ),
      sortValue: (each) => each.containers.length,
    },
    ...(withSizes
      ? [
          {
            id: 'size',
            header: 'Size',
            width: '7rem',
            align: 'end' as const,
            cell: (each: Volume) => formatBytes(each.size_bytes),
            sortValue: (each: Volume) => each.size_bytes,
          },
        ]
      : []),
    {
      id: 'driver',
      header: 'Driver',
      width: '7rem',
      hideBelow: 760,
      cell: (each) => <Tag>{each.driver}</Tag>,
      sortValue: (each) => each.driver,
    },
    {
      id: 'created',
      header: 'Created',
      width: '9rem',
      align: 'end',
      hideBelow: 900,
      cell: (each) =>
        each.created_at ? (
          <RelativeTime at={each.created_at} className="text-muted" />
        ) : (
          <span className="text-muted">–</span>
        ),
      sortValue: (each) => (each.created_at ? Date.parse(each.created_at) : null),
    },
  ];
}
