import type { ContainerSummary } from '@nebula/api';
import {
  Elapsed,
  Meter,
  RelativeTime,
  StateChip,
  Tag,
  formatBytes,
  formatPercent,
  fullnessTone,
} from '@nebula/ui';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { useContainerUsage } from '../live/stats.ts';
import { containerState, publishedPorts } from './state.ts';

interface CellProps {
  engine: string;
  container: ContainerSummary;
}

export function NameCell({ engine, container }: CellProps) {
  return (
    <div className="min-w-0">
      <div className="flex min-w-0 items-center gap-2">
        <Link
          to="/containers/$engine/$id"
          params={{ engine, id: container.id }}
          className="truncate font-medium text-text hover:text-accent-strong"
        >
          {container.name}
        </Link>
        {container.compose_project && (
          <Tag title={`Compose project ${container.compose_project}`}>
            {container.compose_project}
          </Tag>
        )}
      </div>
      <p className="truncate font-mono text-xs text-faint" title={container.image}>
        {container.image}
      </p>
    </div>
  );
}

export function StateCell({ container }: { container: ContainerSummary }) {
  return <StateChip {...containerState(container)} />;
}

/** CPU in percent of one core, as Docker counts it. */
export function CpuCell({ engine, container }: CellProps) {
  const usage = useContainerUsage(engine, container.id);
  if (container.state !== 'running') return <Nothing />;
  const percent = usage?.latest.cpu_percent;
  return (
    <div className="ml-auto w-20">
      <p className="num text-right">{formatPercent(percent)}</p>
      <Meter
        className="mt-1"
        label={`CPU of ${container.name}`}
        value={percent == null ? 0 : percent / 100}
        tone={fullnessTone((percent ?? 0) / 100)}
      />
    </div>
  );
}

export function MemoryCell({ engine, container }: CellProps) {
  const usage = useContainerUsage(engine, container.id);
  if (container.state !== 'running') return <Nothing />;
  const used = usage?.latest.memory_bytes;
  const limit = usage?.latest.memory_limit_bytes;
  const share = used != null && limit ? used / limit : 0;
  return (
    <div
      className="ml-auto w-20"
      title={limit ? `${formatBytes(used)} of ${formatBytes(limit)}` : undefined}
    >
      <p className="num text-right">{formatBytes(used)}</p>
      <Meter
        className="mt-1"
        label={`Memory of ${container.name}`}
        value={share}
        tone={fullnessTone(share)}
      />
    </div>
  );
}

function Nothing() {
  return <span className="text-faint">–</span>;
}

const SHOWN_PORTS = 2;

export function PortsCell({ container }: { container: ContainerSummary }) {
  const ports = publishedPorts(container, window.location.hostname);
  if (ports.length === 0) return <Nothing />;
  const rest = ports.slice(SHOWN_PORTS);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-0.5 font-mono text-xs">
      {ports.slice(0, SHOWN_PORTS).map((port) =>
        port.href ? (
          <a
            key={port.label}
            href={port.href}
            target="_blank"
            rel="noreferrer"
            title={`Open ${port.href}`}
            className="num inline-flex items-center gap-1 rounded-[4px] text-accent-strong hover:underline"
          >
            {port.label}
            <ExternalLink size={11} aria-hidden className="opacity-70" />
          </a>
        ) : (
          <span key={port.label} className="num text-muted">
            {port.label}
          </span>
        ),
      )}
      {rest.length > 0 && (
        <span className="text-faint" title={rest.map((port) => port.label).join(', ')}>
          +{rest.length}
        </span>
      )}
    </div>
  );
}

export function UptimeCell({ container }: { container: ContainerSummary }) {
  if (container.state === 'running' && container.started_at) {
    return <Elapsed since={container.started_at} />;
  }
  if (container.finished_at) {
    return <RelativeTime at={container.finished_at} className="text-muted" />;
  }
  return <Nothing />;
}
