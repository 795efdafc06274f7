import { CircleAlert, CircleCheck, CircleX, LoaderCircle, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { Meter } from './meter.tsx';
import { TONE_TEXT } from './state-chip.tsx';

type ToastTone = 'well' | 'warn' | 'bad' | 'busy';

export interface ToastOptions {
  /** A toast with the same id takes the old one's place. */
  id?: string;
  title: string;
  detail?: ReactNode;
  tone?: ToastTone;
  /** 0 to 1 while something goes on; null while its length is unknown. */
  progress?: number | null;
  action?: { label: string; onClick: () => void };
  /** Milliseconds; `busy` toasts stay until replaced. */
  duration?: number;
}

interface Entry extends ToastOptions {
  id: string;
  tone: ToastTone;
}

let entries: readonly Entry[] = [];
let count = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Entry[]): void {
  entries = next;
  for (const listener of listeners) listener();
}

function show(options: ToastOptions): string {
  count += 1;
  const entry: Entry = { tone: 'well', ...options, id: options.id ?? `toast-${count}` };
  const known = entries.some((each) => each.id === entry.id);
  publish(
    known
      ? entries.map((each) => (each.id === entry.id ? entry : each))
      : [...entries, entry].slice(-5),
  );
  return entry.id;
}

export const toast = {
  show,
  success: (title: string, options?: Omit<ToastOptions, 'title' | 'tone'>): string =>
    show({ ...options, title, tone: 'well' }),
  warn: (title: string, options?: Omit<ToastOptions, 'title' | 'tone'>): string =>
    show({ ...options, title, tone: 'warn' }),
  /** Says what failed; takes anything thrown. */
  error: (title: string, error?: unknown, options?: Omit<ToastOptions, 'title' | 'tone'>): string =>
    show({
      detail: error instanceof Error ? error.message : undefined,
      ...options,
      title,
      tone: 'bad',
    }),
  dismiss: (id: string): void => publish(entries.filter((each) => each.id !== id)),
};

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; a live region, so that they are heard as well. */
export function Toaster() {
  const shown = useSyncExternalStore(subscribe, () => entries);
  return (
    <section
      aria-label="Notifications"
      aria-live="polite"
      aria-relevant="additions text"
      className="pointer-events-none fixed inset-x-3 bottom-3 z-60 flex flex-col items-end gap-2 max-lg:bottom-20 sm:left-auto"
    >
      {shown.map((entry) => (
        <Toast key={entry.id} entry={entry} />
      ))}
    </section>
  );
}

const ICONS = {
  well: CircleCheck,
  warn: CircleAlert,
  bad: CircleX,
  busy: LoaderCircle,
} as const;

function Toast({ entry }: { entry: Entry }) {
  const [held, setHeld] = useState(false);
  const duration = entry.duration ?? (entry.tone === 'bad' ? 10_000 : 5_000);
  useEffect(() => {
    if (held || entry.tone === 'busy') return;
    const timer = setTimeout(() => toast.dismiss(entry.id), duration);
    return () => clearTimeout(timer);
  }, [entry, held, duration]);
  const Icon = ICONS[entry.tone];
  return (
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      className="glass pointer-events-auto flex w-full animate-rise gap-3 rounded-panel border border-line p-3.5 shadow-float sm:w-96"
    >
      <Icon
        size={17}
        aria-hidden
        className={cx(
          'mt-0.5 shrink-0',
          TONE_TEXT[entry.tone],
          entry.tone === 'busy' && 'animate-spin',
        )}
      />
      <div className="min-w-0 flex-1">
        <p className="text-sm font-medium break-words">{entry.title}</p>
        {entry.detail != null && (
          <div className="mt-0.5 text-sm break-words text-muted">{entry.detail}</div>
        )}
        {entry.progress !== undefined && (
          <Meter className="mt-2.5" label={entry.title} value={entry.progress} />
        )}
        {entry.action && (
          <button
            type="button"
            className="mt-2 rounded-[4px] text-sm font-semibold text-accent-strong hover:underline"
            onClick={() => {
              entry.action?.onClick();
              toast.dismiss(entry.id);
            }}
          >
            {entry.action.label}
          </button>
        )}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        className="-mt-1 -mr-1 flex size-7 shrink-0 items-center justify-center rounded-chip text-faint hover:text-text"
        onClick={() => toast.dismiss(entry.id)}
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
