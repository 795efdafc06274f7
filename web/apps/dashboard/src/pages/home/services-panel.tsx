import { toApiError, type Service } from '@nebula/api';
import { ErrorState, Panel, SkeletonLines, StateChip, formatBytes, type Tone } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { servicesQuery } from '~/data/queries.ts';

export const SERVICE_TONES: Record<Service['status'], Tone> = {
  healthy: 'well',
  degraded: 'warn',
  down: 'bad',
  unknown: 'unknown',
};

const ORDER: Service['status'][] = ['down', 'degraded', 'unknown', 'healthy'];

/** The services of the map and how they are, what is not well first. */
export function ServicesPanel() {
  const services = useQuery(servicesQuery);
  const list = [...(services.data?.items ?? [])].sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || a.name.localeCompare(b.name),
  );
  const healthy = list.filter((each) => each.status === 'healthy').length;
  return (
    <Panel
      title="Services"
      flush
      aside={
        list.length > 0 && (
          <span className="num text-xs text-muted">
            {healthy} of {list.length} healthy
          </span>
        )
      }
    >
      {services.isError && !services.data ? (
        <ErrorState
          compact
          problem={toApiError(services.error)}
          onRetry={() => void services.refetch()}
        />
      ) : services.isPending ? (
        <div className="px-4 pt-2 pb-4">
          <SkeletonLines lines={6} />
        </div>
      ) : (
        <ul className="pb-1.5">
          {list.map((service) => (
            <li
              key={service.name}
              className="flex items-center justify-between gap-3 border-t border-line-soft px-4 py-2 first:border-t-0"
            >
              <div className="min-w-0">
                <p className="truncate text-sm font-medium">{service.name}</p>
                <p className="num truncate text-xs text-muted">{factsOf(service)}</p>
              </div>
              <StateChip
                plain
                tone={SERVICE_TONES[service.status]}
                word={service.status}
                why={service.detail ?? undefined}
              />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function factsOf(service: Service): string {
  if (service.status !== 'healthy' && service.detail) return service.detail;
  return (
    [
      service.response_time_ms != null && `${service.response_time_ms.toFixed(1)} ms`,
      service.resident_bytes != null && formatBytes(service.resident_bytes),
      service.version,
    ]
      .filter(Boolean)
      .join(' · ') || 'No answer yet'
  );
}
