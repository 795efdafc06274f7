import type { Service } from '@nebula/api';
import { Dot, Elapsed, RelativeTime, StateChip, formatBytes, type Column } from '@nebula/ui';
import { SERVICE_TONES } from '~/pages/home/services-panel.tsx';
import { DEPENDENCY_TONES, dependenciesOf } from './status.ts';

const NOTHING = <span className="text-muted">–</span>;

export function serviceColumns(open: (service: Service) => void): Column<Service>[] {
  return [
    {
      id: 'name',
      header: 'Service',
      fixed: true,
      width: 'minmax(12rem, 1.6fr)',
      cell: (each) => (
        <div className="min-w-0">
          <button
            type="button"
            onClick={() => open(each)}
            className="block max-w-full truncate rounded-[4px] text-left font-medium text-text hover:text-accent-strong"
          >
            {each.name}
          </button>
          <p className="truncate text-xs text-muted">{each.description ?? each.http_url ?? ''}</p>
        </div>
      ),
      sortValue: (each) => each.name,
    },
    {
      id: 'status',
      header: 'State',
      width: 'minmax(9rem, 1fr)',
      cell: (each) => (
        <div className="min-w-0">
          <StateChip
            tone={SERVICE_TONES[each.status]}
            word={each.status}
            why={each.detail ?? undefined}
          />
          {each.detail && each.status !== 'healthy' && (
            <p className="mt-0.5 truncate text-xs text-muted" title={each.detail}>
              {each.detail}
            </p>
          )}
        </div>
      ),
      sortValue: (each) => each.status,
    },
    {
      id: 'since',
      header: 'Since',
      width: '7rem',
      align: 'end',
      hideBelow: 720,
      cell: (each) => (each.changed_at ? <Elapsed since={each.changed_at} /> : NOTHING),
      sortValue: (each) => (each.changed_at ? Date.parse(each.changed_at) : null),
    },
    {
      id: 'response',
      header: 'Answers in',
      width: '7rem',
      align: 'end',
      hideBelow: 860,
      cell: (each) =>
        each.response_time_ms == null ? NOTHING : `${each.response_time_ms.toFixed(1)} ms`,
      sortValue: (each) => each.response_time_ms,
    },
    {
      id: 'memory',
      header: 'Memory',
      width: '6.5rem',
      align: 'end',
      hideBelow: 800,
      cell: (each) => formatBytes(each.resident_bytes),
      sortValue: (each) => each.resident_bytes,
    },
    {
      id: 'version',
      header: 'Version',
      width: '6rem',
      hideBelow: 960,
      cell: (each) => <span className="num block truncate text-muted">{each.version ?? '–'}</span>,
      sortValue: (each) => each.version,
    },
    {
      id: 'dependencies',
      header: 'Leans on',
      width: 'minmax(11rem, 1.6fr)',
      hideBelow: 1060,
      cell: (each) => <Dependencies service={each} />,
    },
    {
      id: 'node',
      header: 'Node',
      width: '7rem',
      hideBelow: 1200,
      initiallyHidden: true,
      cell: (each) => <span className="block truncate text-muted">{each.node ?? '–'}</span>,
      sortValue: (each) => each.node,
    },
    {
      id: 'checked',
      header: 'Checked',
      width: '7rem',
      align: 'end',
      hideBelow: 1200,
      initiallyHidden: true,
      cell: (each) => (each.checked_at ? <RelativeTime at={each.checked_at} /> : NOTHING),
      sortValue: (each) => (each.checked_at ? Date.parse(each.checked_at) : null),
    },
  ];
}

export function Dependencies({ service }: { service: Service }) {
  const list = dependenciesOf(service);
  if (list.length === 0) return NOTHING;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
      {list.map((each) => (
        <li
          key={each.name}
          title={`${each.name}: ${each.detail ?? each.status}`}
          className="flex items-center gap-1.5"
        >
          <Dot tone={DEPENDENCY_TONES[each.status]} className="size-1.5" />
          <span className={each.status === 'down' ? 'text-bad' : 'text-muted'}>
            {each.name}
            {each.status === 'down' && ' down'}
            {each.status === 'unknown' && <span className="sr-only"> unknown</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
