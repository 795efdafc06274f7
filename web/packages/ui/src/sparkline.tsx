import { useId } from 'react';
import { cx } from './cx.ts';

export interface SparklineProps {
  /** Oldest first. */
  values: readonly number[];
  /** The top of the scale; the largest value when absent. */
  max?: number;
  /** How many values fill the width; fewer stand at the right. */
  span?: number;
  tone?: 'accent' | 'well' | 'warn' | 'bad' | 'info';
  className?: string;
}

const STROKE = {
  accent: 'text-accent',
  well: 'text-well',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
} as const;

/** The points of a sparkline in a box of 100 by 32, the newest value at the right edge. */
export function sparklinePoints(
  values: readonly number[],
  max: number,
  span: number,
): [x: number, y: number][] {
  const step = 100 / Math.max(1, span - 1);
  const top = max > 0 ? max : 1;
  const shown = values.slice(-span);
  return shown.map((value, index) => [
    100 - (shown.length - 1 - index) * step,
    31 - (Math.min(top, Math.max(0, value)) / top) * 30,
  ]);
}

/** A small line with no axes: the trend beside a number. */
export function Sparkline({ values, max, span, tone = 'accent', className }: SparklineProps) {
  const gradient = useId();
  const top = max ?? values.reduce((most, value) => Math.max(most, value), 0) * 1.15;
  const points = sparklinePoints(values, top, span ?? Math.max(2, values.length));
  const first = points[0];
  const line = points.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
  return (
    <svg
      aria-hidden
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      className={cx('block h-8 w-full overflow-visible', STROKE[tone], className)}
    >
      {first && points.length > 1 && (
        <>
          <defs>
            <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
              <stop offset="0" stopColor="currentColor" stopOpacity="0.28" />
              <stop offset="1" stopColor="currentColor" stopOpacity="0" />
            </linearGradient>
          </defs>
          <polygon points={`${first[0].toFixed(2)},32 ${line} 100,32`} fill={`url(#${gradient})`} />
          <polyline
            points={line}
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
          />
        </>
      )}
    </svg>
  );
}
