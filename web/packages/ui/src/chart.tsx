// Import this file lazily: it brings uPlot with it.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef, useState } from 'react';
import { cx } from './cx.ts';

export type ChartTone = 'accent' | 'well' | 'warn' | 'bad' | 'info';

export interface ChartSeries {
  label: string;
  tone: ChartTone;
  /** One value for each time; null where there is none. */
  values: (number | null)[];
}

export interface ChartProps {
  /** The accessible name: "CPU of nginx". */
  label: string;
  /** Seconds since 1970, ascending. */
  times: number[];
  series: ChartSeries[];
  format: (value: number | null) => string;
  /** The top of the scale when the data stays below it. */
  atLeast?: number;
  /** Ticks at powers of two, for bytes. */
  binary?: boolean;
  /** Charts with the same key share cursor and zoom. */
  syncKey?: string;
  height?: number;
  className?: string;
}

function colour(tone: ChartTone): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--color-${tone}`).trim();
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

const BINARY_STEPS = Array.from({ length: 50 }, (_, power) => 2 ** power);

/** Lines over time. Dragging zooms, a double click shows all again; a zoom outlives new data. */
export default function Chart({
  label,
  times,
  series,
  format,
  atLeast = 1,
  binary = false,
  syncKey,
  height = 190,
  className,
}: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const zoomed = useRef(false);
  const [hovered, setHovered] = useState<number | null>(null);
  const latest = useRef({ format, atLeast, times, series });
  latest.current = { format, atLeast, times, series };
  const shape = series.map((each) => `${each.label}\n${each.tone}`).join('\n\n');

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const line = token('--color-line-soft');
    const faint = token('--color-faint');
    const font = `11px ${token('--font-sans')}`;
    const write = (value: number | null): string => latest.current.format(value);
    const chart = new uPlot(
      {
        width: Math.max(1, element.clientWidth),
        height,
        padding: [10, 8, 0, 4],
        cursor: {
          points: { size: 7 },
          y: false,
          drag: { x: true, y: false },
          ...(syncKey && { sync: { key: syncKey } }),
        },
        legend: { show: false },
        scales: {
          x: { time: true },
          y: {
            range: (_chart, _low, high) => [
              0,
              Math.max(latest.current.atLeast, (high ?? 0) * 1.12),
            ],
          },
        },
        axes: [
          {
            stroke: faint,
            font,
            grid: { show: false },
            ticks: { show: false },
            values: (_chart, splits) => splits.map(clock),
            space: 72,
            size: 26,
          },
          {
            stroke: faint,
            font,
            size: 72,
            space: 36,
            ...(binary && { incrs: BINARY_STEPS }),
            grid: { stroke: line, width: 1 },
            ticks: { show: false },
            values: (_chart, splits) => splits.map(write),
          },
        ],
        series: [
          {},
          ...latest.current.series.map((each) => ({
            label: each.label,
            stroke: colour(each.tone),
            width: 1.75,
            points: { show: false },
            fill: `color-mix(in srgb, ${colour(each.tone)} 10%, transparent)`,
          })),
        ],
        hooks: {
          setCursor: [(self) => setHovered(self.cursor.idx ?? null)],
          setSelect: [(self) => (zoomed.current = zoomed.current || self.select.width > 0)],
        },
      },
      [latest.current.times, ...latest.current.series.map((each) => each.values)],
      element,
    );
    const showAll = (): void => {
      zoomed.current = false;
    };
    chart.over.addEventListener('dblclick', showAll);
    plot.current = chart;
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: Math.max(1, element.clientWidth), height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.over.removeEventListener('dblclick', showAll);
      chart.destroy();
      plot.current = null;
    };
  }, [shape, height, syncKey, binary]);

  useEffect(() => {
    plot.current?.setData([times, ...series.map((each) => each.values)], !zoomed.current);
  }, [times, series]);

  const summary = series
    .map((each) => `${each.label} ${format(each.values.at(-1) ?? null)}`)
    .join(', ');
  const shown = hovered !== null && hovered < times.length ? hovered : times.length - 1;
  const shownAt = times[shown];
  return (
    <div className={cx('min-w-0', className)}>
      <div
        ref={host}
        role="img"
        aria-label={`${label}: now ${summary}`}
        className="chart min-w-0"
      />
      <div
        aria-hidden
        className="num mt-1.5 flex flex-wrap gap-x-5 gap-y-1 pl-[4.75rem] text-xs text-muted"
      >
        {series.map((each) => (
          <span key={each.label} className="flex items-center gap-2">
            <span className={cx('h-0.5 w-3 rounded-full', FILL[each.tone])} />
            {each.label}
            <span className="text-text">{format(each.values[shown] ?? null)}</span>
          </span>
        ))}
        <span className="ml-auto">
          {hovered === null || shownAt === undefined ? 'now' : clock(shownAt)}
        </span>
      </div>
    </div>
  );
}

const FILL: Record<ChartTone, string> = {
  accent: 'bg-accent',
  well: 'bg-well',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
};

function clock(seconds: number): string {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
}
