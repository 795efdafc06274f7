import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { cx } from './cx.ts';

/** What a state means, whatever its word: the colour and the icon follow from it. */
export type Tone = 'well' | 'warn' | 'bad' | 'info' | 'idle' | 'busy' | 'unknown';

export const TONE_TEXT: Record<Tone, string> = {
  well: 'text-well',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  busy: 'text-info',
  idle: 'text-muted',
  unknown: 'text-muted',
};

export const TONE_FILL: Record<Tone, string> = {
  well: 'bg-well',
  warn: 'bg-warn',
  bad: 'bg-bad',
  info: 'bg-info',
  busy: 'bg-info',
  idle: 'bg-faint',
  unknown: 'bg-faint',
};

const CHIP: Record<Tone, string> = {
  well: 'border-well/20 bg-well/8',
  warn: 'border-warn/25 bg-warn/8',
  bad: 'border-bad/30 bg-bad/10',
  info: 'border-info/25 bg-info/8',
  busy: 'border-info/25 bg-info/8',
  idle: 'border-line bg-surface-2',
  unknown: 'border-line bg-surface-2',
};

const ICONS: Record<Tone, LucideIcon> = {
  well: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  info: CircleAlert,
  busy: LoaderCircle,
  idle: CircleDashed,
  unknown: CircleHelp,
};

export interface StateChipProps {
  tone: Tone;
  /** The field's own word: running, exited (137), unhealthy. */
  word: string;
  /** Why, and since when: shown on hover. */
  why?: string | undefined;
  icon?: LucideIcon;
  /** Without the frame, for rows that are dense already. */
  plain?: boolean;
  className?: string;
}

/** A state as colour, word and icon. */
export function StateChip({ tone, word, why, icon, plain = false, className }: StateChipProps) {
  const Icon = icon ?? ICONS[tone];
  return (
    <span
      title={why}
      className={cx(
        'inline-flex max-w-full items-center gap-1.5 text-xs font-medium',
        TONE_TEXT[tone],
        !plain && 'h-6 rounded-chip border px-2',
        !plain && CHIP[tone],
        className,
      )}
    >
      <Icon size={13} strokeWidth={2.25} aria-hidden className="shrink-0" />
      <span className="truncate">{word}</span>
    </span>
  );
}

/** Only the dot; for where the word stands beside it already. */
export function Dot({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('inline-block size-2 shrink-0 rounded-full', TONE_FILL[tone], className)}
    />
  );
}

/** A quiet tag: a project, a label, a driver. */
export function Tag({ children, title }: { children: React.ReactNode; title?: string }) {
  return (
    <span
      title={title}
      className="inline-flex h-5 max-w-full items-center rounded-[5px] border border-line bg-surface-2 px-1.5 text-2xs font-medium text-muted"
    >
      <span className="truncate">{children}</span>
    </span>
  );
}
