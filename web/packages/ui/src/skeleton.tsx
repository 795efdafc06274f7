import { cx } from './cx.ts';

/** A grey shape in the place of what comes; it shows itself only after 150 ms. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cx('block animate-skeleton rounded-chip bg-surface-3', className ?? 'h-4 w-full')}
    />
  );
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-1/3', 'w-2/3'] as const;

/** Rows of a list that is on its way. */
export function SkeletonRows({ rows = 8, label = 'Loading' }: { rows?: number; label?: string }) {
  return (
    <div role="status" aria-label={label} className="flex flex-col">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-13 items-center gap-6 border-b border-line-soft px-4">
          <Skeleton className="size-4" />
          <Skeleton className={cx('h-3.5', WIDTHS[row % WIDTHS.length])} />
          <Skeleton className="ml-auto h-3.5 w-20" />
          <Skeleton className="h-3.5 w-14 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}

/** Lines of text or numbers that are on their way. */
export function SkeletonLines({
  lines = 3,
  label = 'Loading',
}: {
  lines?: number;
  label?: string;
}) {
  return (
    <div role="status" aria-label={label} className="flex flex-col gap-3">
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} className={cx('h-3.5', WIDTHS[line % WIDTHS.length])} />
      ))}
    </div>
  );
}
