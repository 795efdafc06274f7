import { Meter, Panel, SkeletonLines, formatBytes, formatPercent, fullnessTone } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { hostStatsQuery } from '~/data/queries.ts';

/** Each core as a column, and how warm the machine is. */
export function CoresPanel() {
  const host = useQuery(hostStatsQuery).data;
  const warmest = [...(host?.temperatures ?? [])].sort((a, b) => b.celsius - a.celsius)[0];
  return (
    <Panel
      title="Cores"
      aside={
        warmest && (
          <span className="num text-xs text-muted" title={warmest.label}>
            {warmest.celsius.toFixed(0)} °C
          </span>
        )
      }
    >
      {host ? (
        <>
          <div
            role="img"
            aria-label={`Use of each core: ${host.cpu.cores.map((each) => formatPercent(each)).join(', ')}`}
            className="flex h-24 items-end gap-1"
          >
            {host.cpu.cores.map((percent, core) => (
              <span
                key={core}
                title={`Core ${core}: ${formatPercent(percent)}`}
                className="relative h-full max-w-8 min-w-0.5 flex-1 overflow-hidden rounded-[4px] bg-surface-3/70"
              >
                <span
                  className={`absolute inset-x-0 bottom-0 rounded-[4px] ${
                    percent >= 92 ? 'bg-bad' : percent >= 80 ? 'bg-warn' : 'bg-accent'
                  }`}
                  style={{ height: `${Math.max(3, Math.min(100, percent))}%` }}
                />
              </span>
            ))}
          </div>
          <p className="num mt-3 text-xs text-muted">
            Swap {formatBytes(host.memory.swap_used_bytes)} of{' '}
            {formatBytes(host.memory.swap_total_bytes)}
          </p>
        </>
      ) : (
        <SkeletonLines lines={4} />
      )}
    </Panel>
  );
}

export function DisksPanel() {
  const host = useQuery(hostStatsQuery).data;
  return (
    <Panel title="Disks">
      {host ? (
        <ul className="flex flex-col gap-3.5">
          {host.disks.slice(0, 5).map((disk) => {
            const share = disk.total_bytes > 0 ? disk.used_bytes / disk.total_bytes : 0;
            return (
              <li key={disk.mount}>
                <p className="flex items-baseline justify-between gap-3 text-sm">
                  <span
                    className="truncate font-mono text-xs"
                    title={`${disk.device}, ${disk.file_system}`}
                  >
                    {disk.mount}
                  </span>
                  <span className="num shrink-0 text-xs text-muted">
                    {formatBytes(disk.used_bytes)} of {formatBytes(disk.total_bytes)}
                  </span>
                </p>
                <Meter
                  size="md"
                  className="mt-1.5"
                  label={`Use of ${disk.mount}`}
                  value={share}
                  tone={fullnessTone(share)}
                />
              </li>
            );
          })}
        </ul>
      ) : (
        <SkeletonLines lines={4} />
      )}
    </Panel>
  );
}
