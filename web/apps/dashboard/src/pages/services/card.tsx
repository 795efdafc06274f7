import type { Service } from '@nebula/api';
import { Elapsed, StateChip, formatBytes } from '@nebula/ui';
import { SERVICE_TONES } from '~/pages/home/services-panel.tsx';
import { Dependencies } from './columns.tsx';

/** A service on a phone. */
export function ServiceCard({ service, onOpen }: { service: Service; onOpen: () => void }) {
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <button
            type="button"
            onClick={onOpen}
            className="max-w-full truncate rounded-[4px] text-left text-sm font-medium"
          >
            {service.name}
          </button>
          <p className="text-xs text-muted">{service.description}</p>
        </div>
        <StateChip tone={SERVICE_TONES[service.status]} word={service.status} />
      </div>
      {service.detail && service.status !== 'healthy' && (
        <p className="mt-2 text-xs break-words text-muted">{service.detail}</p>
      )}
      <p className="num mt-2.5 mb-1.5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
        {service.changed_at && (
          <span>
            for <Elapsed since={service.changed_at} />
          </span>
        )}
        {service.response_time_ms != null && <span>{service.response_time_ms.toFixed(1)} ms</span>}
        {service.resident_bytes != null && <span>{formatBytes(service.resident_bytes)}</span>}
        {service.version && <span>{service.version}</span>}
      </p>
      <Dependencies service={service} />
    </>
  );
}
