import type { Network } from '@nebula/api';
import { RelativeTime, Tag, shortId, type Column } from '@nebula/ui';
import { ContainerLinks } from '~/lists/container-links.tsx';

export function networkColumns(
  engine: string,
  open: (network: Network) => void,
): Column<Network>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      fixed: true,
      width: 'minmax(13rem, 2fr)',
      cell: (each) => (
        <div className="min-w-0">
          <div className="flex min-w-0 items-center gap-2">
            <button
              type="button"
              onClick={() => open(each)}
              className="truncate rounded-[4px] text-left font-medium text-text hover:text-accent-strong"
            >
              {each.name}
            </button>
            {each.builtin && <Tag title="Docker brings it itself">built in</Tag>}
            {each.internal && <Tag title="Without a way out">internal</Tag>}
          </div>
          <p className="truncate font-mono text-xs text-faint">{shortId(each.id)}</p>
        </div>
      ),
      sortValue: (each) => each.name,
    },
    {
      id: 'containers',
      header: 'Members',
      width: 'minmax(10rem, 2fr)',
      cell: (each) =>
        each.containers.length > 0 ? (
          <ContainerLinks
            engine={engine}
            names={each.containers.map((member) => member.name)}
            shown={3}
          />
        ) : (
          <span className="text-muted">none</span>
        ),
      sortValue: (each) => each.containers.length,
    },
    {
      id: 'subnet',
      header: 'Subnet',
      width: 'minmax(9rem, 1fr)',
      cell: (each) => (
        <span className="num block truncate font-mono text-xs text-muted">
          {each.subnets.map((subnet) => subnet.subnet).join(', ') || '–'}
        </span>
      ),
      sortValue: (each) => each.subnets[0]?.subnet,
    },
    {
      id: 'driver',
      header: 'Driver',
      width: '7.5rem',
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
