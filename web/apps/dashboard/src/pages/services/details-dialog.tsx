import type { Service } from '@nebula/api';
import {
  CopyButton,
  Dialog,
  Elapsed,
  Facts,
  RelativeTime,
  StateChip,
  Tag,
  formatBytes,
} from '@nebula/ui';
import { SERVICE_TONES } from '~/pages/home/services-panel.tsx';
import { DEPENDENCY_TONES, dependenciesOf, dependentsOf } from './status.ts';

/** Is it well, and if not, why; then where it is and what hangs together with it. */
export function ServiceDetails({
  service,
  services,
  onClose,
}: {
  service: Service;
  services: readonly Service[];
  onClose: () => void;
}) {
  const dependencies = dependenciesOf(service);
  const dependents = dependentsOf(service.name, services);
  const address = (url: string | null) =>
    url ? (
      <span className="flex items-center justify-between gap-2">
        <code className="min-w-0 text-xs break-all">{url}</code>
        <CopyButton text={url} label={`Copy ${url}`} />
      </span>
    ) : (
      '–'
    );
  return (
    <Dialog
      open
      reading
      onOpenChange={onClose}
      title={service.name}
      description={service.description ?? undefined}
    >
      <div className="flex flex-col gap-4">
        <div className="rounded-control border border-line bg-surface-1/60 px-4 py-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <StateChip tone={SERVICE_TONES[service.status]} word={service.status} />
            {service.changed_at && (
              <span className="num text-muted">
                for <Elapsed since={service.changed_at} />
              </span>
            )}
            {service.checked_at && (
              <span className="num text-muted">
                checked <RelativeTime at={service.checked_at} />
              </span>
            )}
          </p>
          {service.detail && <p className="mt-2 text-sm break-words">{service.detail}</p>}
        </div>
        <Facts
          rows={[
            {
              name: 'Leans on',
              value:
                dependencies.length > 0 ? (
                  <ul className="flex flex-col gap-1">
                    {dependencies.map((each) => (
                      <li key={each.name}>
                        <span className="flex items-center justify-between gap-3">
                          {each.name}
                          <StateChip
                            plain
                            tone={DEPENDENCY_TONES[each.status]}
                            word={each.status}
                          />
                        </span>
                        {each.detail && (
                          <p className="text-xs break-words text-muted">{each.detail}</p>
                        )}
                      </li>
                    ))}
                  </ul>
                ) : (
                  <span className="text-muted">nothing</span>
                ),
            },
            {
              name: 'Needed by',
              value: dependents.join(', ') || <span className="text-muted">nobody in the map</span>,
            },
            {
              name: 'Running',
              value: service.started_at ? <Elapsed since={service.started_at} /> : '–',
            },
            { name: 'Memory', value: formatBytes(service.resident_bytes) },
            {
              name: 'Answers in',
              value:
                service.response_time_ms == null
                  ? '–'
                  : `${service.response_time_ms.toFixed(1)} ms`,
            },
            { name: 'Version', value: service.version ?? '–' },
            { name: 'Node', value: service.node ?? '–' },
            { name: 'HTTP', value: address(service.http_url) },
            { name: 'gRPC', value: address(service.grpc_url) },
            { name: 'Health', value: <code className="text-xs">{service.health_path}</code> },
            ...(service.instance_id
              ? [
                  {
                    name: 'Instance',
                    value: <code className="text-xs break-all">{service.instance_id}</code>,
                  },
                ]
              : []),
            ...(service.tags.length > 0
              ? [
                  {
                    name: 'Tags',
                    value: (
                      <span className="flex flex-wrap gap-1.5">
                        {service.tags.map((tag) => (
                          <Tag key={tag}>{tag}</Tag>
                        ))}
                      </span>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </div>
    </Dialog>
  );
}
