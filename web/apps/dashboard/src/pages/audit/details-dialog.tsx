import type { AuditEvent } from '@nebula/api';
import { Button, CopyButton, Dialog, Facts, StateChip, formatExact } from '@nebula/ui';
import { Filter } from 'lucide-react';
import type { AuditSearch } from './search.ts';
import { outcomeChip } from './words.ts';

const KINDS: Record<string, string> = {
  user: 'a person',
  api_key: 'an API key',
  anonymous: 'nobody known',
  system: 'the platform itself',
};

/** One entry in full, and the ways to others like it. */
export function AuditDetails({
  event,
  onFilter,
  onClose,
}: {
  event: AuditEvent;
  onFilter: (part: Pick<AuditSearch, 'action' | 'actor'>) => void;
  onClose: () => void;
}) {
  const code = (text: string, label: string) => (
    <span className="flex items-center justify-between gap-2">
      <code className="min-w-0 text-xs break-all">{text}</code>
      <CopyButton text={text} label={label} />
    </span>
  );
  return (
    <Dialog
      open
      reading
      onOpenChange={onClose}
      title={<span className="font-mono">{event.action}</span>}
      footer={
        <>
          <Button size="sm" icon={Filter} onClick={() => onFilter({ actor: event.actor_name })}>
            More by {event.actor_name}
          </Button>
          <Button size="sm" icon={Filter} onClick={() => onFilter({ action: event.action })}>
            More of {event.action}
          </Button>
        </>
      }
    >
      <Facts
        rows={[
          {
            name: 'Outcome',
            value: (
              <span className="flex items-center gap-2">
                <StateChip {...outcomeChip(event)} />
                {event.status != null && (
                  <span className="text-xs text-muted">HTTP {event.status}</span>
                )}
              </span>
            ),
          },
          ...(event.detail ? [{ name: 'Detail', value: event.detail }] : []),
          { name: 'When', value: formatExact(event.at) },
          {
            name: 'Who',
            value: (
              <>
                {event.actor_name}{' '}
                <span className="text-muted">({KINDS[event.actor_kind] ?? event.actor_kind})</span>
              </>
            ),
          },
          {
            name: 'What',
            value: event.target ? code(event.target, 'Copy the target') : '–',
          },
          { name: 'From', value: <code className="text-xs">{event.address ?? '–'}</code> },
          { name: 'Request', value: code(event.request_id, 'Copy the request id') },
          ...(event.actor_id
            ? [{ name: 'Who, by id', value: code(event.actor_id, 'Copy the id') }]
            : []),
        ]}
      />
    </Dialog>
  );
}
