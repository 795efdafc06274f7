import type { Platform } from '@nebula/api';
import { Dot, RelativeTime, Tooltip, cx, formatExact, type Tone } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { CloudOff, TriangleAlert } from 'lucide-react';
import { platformQuery } from '../data/queries.ts';
import { useLiveState } from '../live/live.ts';
import type { LiveState } from '../live/connection.ts';

export interface Pulse {
  tone: Tone;
  /** What the top bar says. */
  word: string;
  /** What the banner says, when something is not well. */
  problem: { title: string; detail: string } | null;
}

const NAMES = { postgresql: 'PostgreSQL', redis: 'Redis', docker: 'Docker' } as const;

const MEANING = {
  postgresql: 'Logging in and every change wait until it is back. It is tried again by itself.',
  redis: 'Live news from the other services is missing until it is back.',
  docker: 'Containers are shown as they were last known, and cannot be changed until it is back.',
} as const;

/** What is up and what is not, in words. */
export function pulseOf(platform: Platform | undefined, live: LiveState): Pulse {
  if (live.status === 'lost') {
    return {
      tone: 'bad',
      word: 'Connection lost',
      problem: {
        title: 'The live connection was lost',
        detail: 'What you see is from then. It heals by itself as soon as the server answers.',
      },
    };
  }
  if (!platform) return { tone: 'unknown', word: 'Connecting', problem: null };
  const parts = ['postgresql', 'redis', 'docker'] as const;
  const down = parts.filter((name) => platform[name] === 'down');
  if (down.length > 0) {
    const names = down.map((name) => NAMES[name]);
    return {
      tone: down.includes('postgresql') ? 'bad' : 'warn',
      word: `${names.join(', ')} down`,
      problem: {
        title: `${joinNames(names)} ${down.length === 1 ? 'does' : 'do'} not answer`,
        detail: [...down.map((name) => MEANING[name]), platform.detail ?? ''].join(' ').trim(),
      },
    };
  }
  return { tone: 'well', word: 'All well', problem: null };
}

function joinNames(names: string[]): string {
  return names.length < 2
    ? (names[0] ?? '')
    : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function usePulse(): Pulse & { live: LiveState } {
  const live = useLiveState();
  // Without the permission to ask, the pulse tells of the connection alone.
  const { data } = useQuery(platformQuery);
  return { ...pulseOf(data, live), live };
}

/** One dot in the top bar: all well, or what is not. */
export function PlatformPulse() {
  const { tone, word, problem, live } = usePulse();
  return (
    <Tooltip label={problem?.title ?? `Live since ${formatExact(new Date(live.since))}`}>
      <span
        tabIndex={0}
        className="inline-flex h-8 items-center gap-2 rounded-control px-2 text-xs font-medium text-muted"
      >
        <span className="relative flex size-2.5 items-center justify-center">
          {tone === 'well' && (
            <span className="absolute inset-0 scale-150 rounded-full bg-well/25" />
          )}
          <Dot tone={tone} className="relative" />
        </span>
        <span className={cx('max-xl:sr-only', problem && 'max-xl:not-sr-only')}>{word}</span>
      </span>
    </Tooltip>
  );
}

/** Across the page while something the platform stands on is away. */
export function PlatformBanner() {
  const { problem, tone, live } = usePulse();
  return (
    <div role="status" aria-live="polite">
      {problem && (
        <div
          className={cx(
            'mx-4 mt-4 flex items-start gap-3 rounded-panel border px-4 py-3 text-sm lg:mx-6',
            tone === 'bad' ? 'border-bad/30 bg-bad/8' : 'border-warn/25 bg-warn/7',
          )}
        >
          {live.status === 'lost' ? (
            <CloudOff size={16} aria-hidden className="mt-0.5 shrink-0 text-bad" />
          ) : (
            <TriangleAlert
              size={16}
              aria-hidden
              className={cx('mt-0.5 shrink-0', tone === 'bad' ? 'text-bad' : 'text-warn')}
            />
          )}
          <p className="min-w-0">
            <span className="font-medium">{problem.title}</span>
            {live.status === 'lost' && (
              <>
                {' '}
                <RelativeTime at={new Date(live.since).toISOString()} />
              </>
            )}
            <span className="font-medium">.</span>{' '}
            <span className="text-muted">{problem.detail}</span>
          </p>
        </div>
      )}
    </div>
  );
}
