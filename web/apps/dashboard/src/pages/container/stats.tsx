import type { ContainerStats } from '@nebula/api';
import {
  EmptyState,
  ErrorState,
  Panel,
  Skeleton,
  formatBytes,
  formatBytesPerSecond,
  formatPercent,
} from '@nebula/ui';
import type { ChartSeries } from '@nebula/ui/chart';
import { ChartLine } from 'lucide-react';
import { lazy, Suspense, useMemo } from 'react';
import { useContainer } from './use-container.ts';
import { useStatsStream } from './use-stats-stream.ts';

const Chart = lazy(() => import('@nebula/ui/chart'));

interface Plot {
  title: string;
  now: (sample: ContainerStats) => string;
  format: (value: number | null) => string;
  atLeast: number;
  binary?: true;
  series: (Omit<ChartSeries, 'values'> & { of: (sample: ContainerStats) => number })[];
}

const PLOTS: Plot[] = [
  {
    title: 'CPU',
    now: (sample) => `${formatPercent(sample.cpu_percent)} of ${sample.online_cpus * 100} %`,
    format: formatPercent,
    atLeast: 5,
    series: [{ label: 'CPU', tone: 'accent', of: (sample) => sample.cpu_percent }],
  },
  {
    title: 'Memory',
    now: (sample) =>
      `${formatBytes(sample.memory_bytes)} of ${formatBytes(sample.memory_limit_bytes)}`,
    format: formatBytes,
    atLeast: 1024 * 1024,
    binary: true,
    series: [{ label: 'Memory', tone: 'info', of: (sample) => sample.memory_bytes }],
  },
  {
    title: 'Network',
    now: (sample) =>
      `${formatBytes(sample.network_rx_bytes)} in, ${formatBytes(sample.network_tx_bytes)} out in all`,
    format: formatBytesPerSecond,
    atLeast: 1024,
    binary: true,
    series: [
      { label: 'Received', tone: 'well', of: (sample) => sample.network_rx_bytes_per_s },
      { label: 'Sent', tone: 'accent', of: (sample) => sample.network_tx_bytes_per_s },
    ],
  },
  {
    title: 'Block devices',
    now: (sample) =>
      `${formatBytes(sample.block_read_bytes)} read, ${formatBytes(sample.block_write_bytes)} written in all`,
    format: formatBytesPerSecond,
    atLeast: 1024,
    binary: true,
    series: [
      { label: 'Read', tone: 'info', of: (sample) => sample.block_read_bytes_per_s },
      { label: 'Written', tone: 'warn', of: (sample) => sample.block_write_bytes_per_s },
    ],
  },
];

export function StatsTab() {
  const { engine, id, container } = useContainer();
  const running = container?.state === 'running';
  const { samples, error } = useStatsStream(engine, id, running);
  const latest = samples.at(-1);
  const times = useMemo(() => samples.map((each) => Date.parse(each.at) / 1000), [samples]);

  if (!running && samples.length === 0) {
    return (
      <Panel flush>
        <EmptyState icon={ChartLine} title="It does not run">
          Its use of CPU, memory, network and disks is drawn here while it does.
        </EmptyState>
      </Panel>
    );
  }
  if (error && samples.length === 0) {
    return (
      <Panel flush>
        <ErrorState problem={error} />
      </Panel>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="grid gap-4 xl:grid-cols-2">
        {PLOTS.map((plot) => (
          <Panel
            key={plot.title}
            title={plot.title}
            aside={<span className="num text-xs text-muted">{latest ? plot.now(latest) : ''}</span>}
          >
            {samples.length < 2 ? (
              <Skeleton className="h-[212px] w-full" />
            ) : (
              <Suspense fallback={<Skeleton className="h-[212px] w-full" />}>
                <Chart
                  label={`${plot.title} of ${container?.name ?? ''}`}
                  times={times}
                  series={plot.series.map(({ label, tone, of }) => ({
                    label,
                    tone,
                    values: samples.map(of),
                  }))}
                  format={plot.format}
                  atLeast={plot.atLeast}
                  binary={plot.binary ?? false}
                  syncKey={`stats-${id}`}
                />
              </Suspense>
            )}
          </Panel>
        ))}
      </div>
      <p className="text-xs text-muted">
        {latest && <span className="num">{latest.pids} processes. </span>}
        Drag over a chart to look closer, double-click to see all again.
      </p>
    </div>
  );
}
