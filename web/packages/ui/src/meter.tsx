import { cx } from './cx.ts';
import { TONE_FILL, type Tone } from './state-chip.tsx';

export interface MeterProps {
  /** Share from 0 to 1; null while it is not known how much there is. */
  value: number | null;
  label: string;
  tone?: Tone | 'accent';
  size?: 'sm' | 'md';
  className?: string;
}

/** The tone of how full something is: well, then warn from 80 %, bad from 92 %. */
export function fullnessTone(share: number): Tone | 'accent' {
  if (share >= 0.92) return 'bad';
  if (share >= 0.8) return 'warn';
  return 'accent';
}

/** A thin bar. Its value is written beside it by whoever shows it. */
export function Meter({ value, label, tone = 'accent', size = 'sm', className }: MeterProps) {
  const share = value == null ? null : Math.min(1, Math.max(0, value));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share != null && { 'aria-valuenow': Math.round(share * 100) })}
      className={cx(
        'overflow-hidden rounded-full bg-surface-3',
        size === 'sm' ? 'h-1' : 'h-1.5',
        className,
      )}
    >
      <div
        className={cx(
          'h-full origin-left rounded-full',
          tone === 'accent' ? 'bg-accent' : TONE_FILL[tone],
          share == null && 'animate-skeleton',
        )}
        style={{ width: share == null ? '100%' : `${share * 100}%` }}
      />
    </div>
  );
}
