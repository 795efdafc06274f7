import type { ContainerSummary } from '@nebula/api';
import { formatBytes, formatPercent } from '@nebula/ui';
import { NameCell, PortsCell, StateCell, UptimeCell } from '~/containers/cells.tsx';
import { publishedPorts } from '~/containers/state.ts';
import { useContainerUsage } from '~/live/stats.ts';

/** A container on a phone. */
export function ContainerCard({
  engine,
  container,
}: {
  engine: string;
  container: ContainerSummary;
}) {
  const usage = useContainerUsage(engine, container.id)?.latest;
  const hasPorts = publishedPorts(container, window.location.hostname).length > 0;
  return (
    <>
      <NameCell engine={engine} container={container} />
      <div className="mt-3 flex items-center justify-between gap-3">
        <StateCell container={container} />
        <span className="num text-xs text-muted">
          <UptimeCell container={container} />
        </span>
      </div>
      {container.state === 'running' && (
        <p className="num mt-2.5 flex gap-4 text-xs text-muted">
          <span>CPU {formatPercent(usage?.cpu_percent)}</span>
          <span>Memory {formatBytes(usage?.memory_bytes)}</span>
        </p>
      )}
      {hasPorts && (
        <div className="mt-2.5">
          <PortsCell container={container} />
        </div>
      )}
    </>
  );
}
