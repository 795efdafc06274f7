import type { ContainerSummary } from '@nebula/api';
import type { Column } from '@nebula/ui';
import {
  CpuCell,
  MemoryCell,
  NameCell,
  PortsCell,
  StateCell,
  UptimeCell,
} from '~/containers/cells.tsx';
import { containerState } from '~/containers/state.ts';
import { containerStats } from '~/live/stats.ts';

export function containerColumns(engine: string): Column<ContainerSummary>[] {
  const usage = (each: ContainerSummary) => containerStats.of(engine, each.id)?.latest;
  return [
    {
      id: 'name',
      header: 'Name',
      fixed: true,
      width: 'minmax(13rem, 2.4fr)',
      cell: (each) => <NameCell engine={engine} container={each} />,
      sortValue: (each) => each.name,
    },
    {
      id: 'state',
      header: 'State',
      width: '9.5rem',
      cell: (each) => <StateCell container={each} />,
      sortValue: (each) => containerState(each).word,
    },
    {
      id: 'cpu',
      header: 'CPU',
      width: '7.5rem',
      align: 'end',
      hideBelow: 720,
      cell: (each) => <CpuCell engine={engine} container={each} />,
      sortValue: (each) => (each.state === 'running' ? usage(each)?.cpu_percent : null),
    },
    {
      id: 'memory',
      header: 'Memory',
      width: '7.5rem',
      align: 'end',
      hideBelow: 820,
      cell: (each) => <MemoryCell engine={engine} container={each} />,
      sortValue: (each) => (each.state === 'running' ? usage(each)?.memory_bytes : null),
    },
    {
      id: 'ports',
      header: 'Ports',
      width: 'minmax(8rem, 1fr)',
      hideBelow: 980,
      cell: (each) => <PortsCell container={each} />,
    },
    {
      id: 'uptime',
      header: 'Since',
      width: '7.5rem',
      align: 'end',
      hideBelow: 900,
      cell: (each) => <UptimeCell container={each} />,
      sortValue: (each) => {
        const since = each.state === 'running' ? each.started_at : each.finished_at;
        return since ? Date.parse(since) : null;
      },
    },
    {
      id: 'networks',
      header: 'Networks',
      width: 'minmax(7rem, 0.8fr)',
      hideBelow: 1100,
      initiallyHidden: true,
      cell: (each) => (
        <span className="block truncate text-muted" title={each.networks.join(', ')}>
          {each.networks.join(', ') || '–'}
        </span>
      ),
    },
    {
      id: 'command',
      header: 'Command',
      width: 'minmax(8rem, 1fr)',
      hideBelow: 1100,
      initiallyHidden: true,
      cell: (each) => (
        <span className="block truncate font-mono text-xs text-muted" title={each.command}>
          {each.command}
        </span>
      ),
    },
  ];
}
