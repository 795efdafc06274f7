import { useSyncExternalStore } from 'react';
import { formatDuration, formatExact, formatRelative } from './format.ts';

// One clock for every relative time on the page; a component renders again only when its own
// words change.
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** Text that depends on the time, computed again each second. */
export function useClockText(compute: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => compute(Date.now()));
}

/** A time in relation to now, with the exact one on hover. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const text = useClockText((now) => formatRelative(at, now));
  return (
    <time dateTime={at} title={formatExact(at)} className={className}>
      {text}
    </time>
  );
}

/** How long since a time: uptimes, running tasks. */
export function Elapsed({ since, className }: { since: string; className?: string }) {
  const text = useClockText((now) => formatDuration((now - new Date(since).getTime()) / 1000));
  return (
    <time dateTime={since} title={`since ${formatExact(since)}`} className={className}>
      {text}
    </time>
  );
}
