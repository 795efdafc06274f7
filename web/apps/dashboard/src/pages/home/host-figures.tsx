import { toApiError } from '@nebula/api';
import {
  ErrorState,
  Panel,
  Skeleton,
  Sparkline,
  formatBytes,
  formatBytesPerSecond,
  formatPercent,
  fullnessTone,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Cpu, HardDrive, MemoryStick, Network, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { hostHistoryQuery, hostStatsQuery } from '~/data/queries.ts';

/** The four figures of the machine, each with what it was in the last quarter of an hour. */
export function HostFigures() {
  const stats = useQuery(hostStatsQuery);
  const history = useQuery(hostHistoryQuery).data?.items ?? [];
  const host = stats.data;
  if (stats.isError && !host) {
    return (
      <Panel flush>
        <ErrorState
          compact
          problem={toApiError(stats.error)}
          onRetry={() => void stats.refetch()}
          retrying={stats.isFetching}
        />
      </Panel>
    );
  }

  const received = sum(host?.networks.map((each) => each.received_bytes_per_s));
  const transmitted = sum(host?.networks.map((each) => each.transmitted_bytes_per_s));
  const diskUsed = sum(host?.disks.map((each) => each.used_bytes));
  const diskTotal = sum(host?.disks.map((each) => each.total_bytes));
  const memoryShare = host ? host.memory.used_bytes / Math.max(1, host.memory.total_bytes) : 0;
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">
      <Figure
        icon={Cpu}
        name="CPU"
        value={host && formatPercent(host.cpu.percent)}
        detail={host && `${host.cpu.cores.length} cores, ${host.cpu.model}`}
      >
        <Sparkline
          values={history.map((each) => each.cpu_percent)}
          max={100}
          tone={sparkTone((host?.cpu.percent ?? 0) / 100)}
        />
      </Figure>
      <Figure
        icon={MemoryStick}
        name="Memory"
        value={host && formatBytes(host.memory.used_bytes)}
        detail={
          host && `of ${formatBytes(host.memory.total_bytes)}, ${formatPercent(memoryShare * 100)}`
        }
      >
        <Sparkline
          values={history.map((each) => each.memory_used_bytes)}
          max={host?.memory.total_bytes ?? 1}
          tone={sparkTone(memoryShare)}
        />
      </Figure>
      <Figure
        icon={Network}
        name="Network"
        value={host && formatBytesPerSecond(received)}
        detail={host && `in, ${formatBytesPerSecond(transmitted)} out`}
      >
        <Sparkline
          tone="info"
          values={history.map((each) => each.received_bytes_per_s + each.transmitted_bytes_per_s)}
        />
      </Figure>
      <Figure
        icon={HardDrive}
        name="Disk"
        value={host && formatBytes(diskUsed)}
        detail={host && `of ${formatBytes(diskTotal)}, ${formatBytes(diskTotal - diskUsed)} free`}
      >
        <Share value={diskTotal > 0 ? diskUsed / diskTotal : 0} />
      </Figure>
    </div>
  );
}

function sum(values: number[] | undefined): number {
  return (values ?? []).reduce((total, value) => total + value, 0);
}

function sparkTone(share: number): 'accent' | 'warn' | 'bad' {
  const tone = fullnessTone(share);
  return tone === 'warn' || tone === 'bad' ? tone : 'accent';
}

function Figure({
  icon: Icon,
  name,
  value,
  detail,
  children,
}: {
  icon: LucideIcon;
  name: string;
  value: string | undefined;
  detail: string | undefined;
  children: ReactNode;
}) {
  return (
    <Panel flush className="overflow-hidden">
      <div className="px-4 pt-3.5">
        <h2 className="flex items-center gap-2 text-xs font-medium text-muted">
          <Icon size={14} aria-hidden className="text-faint" />
          {name}
        </h2>
        {value === undefined ? (
          <div className="flex flex-col gap-2 py-1.5">
            <Skeleton className="h-6 w-24" />
            <Skeleton className="h-3 w-32" />
          </div>
        ) : (
          <>
            <p className="num mt-1 text-xl font-semibold tracking-[-0.02em] whitespace-nowrap">
              {value}
            </p>
            <p className="num truncate text-xs text-muted" title={detail}>
              {detail}
            </p>
          </>
        )}
      </div>
      <div className="mt-3 h-10 [&>svg]:h-10">{children}</div>
    </Panel>
  );
}

/** How full the disks are, at the foot of the panel where the others have their line. */
function Share({ value }: { value: number }) {
  const colours = { accent: 'bg-accent', warn: 'bg-warn', bad: 'bg-bad' } as const;
  return (
    <div className="flex h-full items-end px-4 pb-4">
      <div className="h-2 w-full overflow-hidden rounded-full bg-surface-3">
        <div
          className={`h-full rounded-full ${colours[sparkTone(value)]}`}
          style={{ width: `${Math.min(100, value * 100)}%` }}
        />
      </div>
    </div>
  );
}
