import type { AuditEvent } from '@nebula/api';
import { RelativeTime, StateChip, Tag, type Column } from '@nebula/ui';
import { outcomeChip } from './words.ts';

export function auditColumns(open: (event: AuditEvent) => void): Column<AuditEvent>[] {
  return [
    {
      id: 'action',
      header: 'Action',
      fixed: true,
      width: 'minmax(10rem, 1.2fr)',
      cell: (each) => (
        <button
          type="button"
          onClick={() => open(each)}
          className="block max-w-full truncate rounded-[4px] text-left font-mono text-xs text-text hover:text-accent-strong"
        >
          {each.action}
        </button>
      ),
    },
    {
      id: 'actor',
      header: 'Who',
      width: 'minmax(8rem, 1fr)',
      cell: (each) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="truncate">{each.actor_name}</span>
          {each.actor_kind === 'api_key' && <Tag title="By an API key">key</Tag>}
        </span>
      ),
    },
    {
      id: 'target',
      header: 'What',
      width: 'minmax(10rem, 2.4fr)',
      hideBelow: 720,
      cell: (each) => (
        <span
          className="block truncate"
          title={[each.target, each.detail].filter(Boolean).join('\n')}
        >
          {each.target && <code className="mr-3 text-xs">{each.target}</code>}
          <span className="text-xs text-muted">{each.detail ?? (each.target ? '' : '–')}</span>
        </span>
      ),
    },
    {
      id: 'outcome',
      header: 'Outcome',
      width: '8rem',
      cell: (each) => <StateChip {...outcomeChip(each)} />,
    },
    {
      id: 'address',
      header: 'From',
      width: '8.5rem',
      hideBelow: 960,
      cell: (each) => (
        <span className="num block truncate font-mono text-xs text-muted">
          {each.address ?? '–'}
        </span>
      ),
    },
    {
      id: 'at',
      header: 'When',
      width: '8rem',
      align: 'end',
      cell: (each) => <RelativeTime at={each.at} className="text-muted" />,
    },
  ];
}
