import type { ApiError, LogLine } from '@nebula/api';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { follow, type FollowState } from '~/live/follow.ts';
import { LogBuffer, type LogSnapshot } from './log-buffer.ts';

export interface LogStream extends LogSnapshot {
  state: FollowState;
  error: ApiError | null;
  /** Why the server ended the stream, in its words. */
  ended: string | null;
  setPaused: (paused: boolean) => void;
  clear: () => void;
}

export interface LogSource {
  engine: string;
  id: string;
  /** How many lines from before to begin with. */
  tail: number;
  /** While false the log is read but its end is final: the container does not run. */
  running: boolean;
}

export function logsUrl(engine: string, id: string, query: Record<string, string>): string {
  const path = `/api/v1/docker/engines/${encodeURIComponent(engine)}/containers/${encodeURIComponent(id)}/logs`;
  return `${path}?${new URLSearchParams(query).toString()}`;
}

/** Follows a container's log. When the container starts again, so does the following. */
export function useLogStream({ engine, id, tail, running }: LogSource): LogStream {
  const [buffer] = useState(() => new LogBuffer());
  const [state, setState] = useState<FollowState>('connecting');
  const [error, setError] = useState<ApiError | null>(null);
  const [ended, setEnded] = useState<string | null>(null);
  const snapshot = useSyncExternalStore(buffer.subscribe, () => buffer.snapshot);

  useEffect(() => {
    const controller = new AbortController();
    buffer.clear();
    setEnded(null);
    setError(null);
    const url = logsUrl(engine, id, { follow: 'true', timestamps: 'true', tail: String(tail) });
    void follow(url, {
      signal: controller.signal,
      onState: (next, problem) => {
        setState(next);
        setError(problem ?? null);
      },
      onEvent: ({ event, data }) => {
        if (event === 'log') {
          buffer.append((JSON.parse(data) as { lines: LogLine[] }).lines);
        } else if (event === 'dropped') {
          buffer.skip((JSON.parse(data) as { lines: number }).lines);
        } else if (event === 'ended') {
          const { reason, detail } = JSON.parse(data) as { reason: string; detail?: string };
          // An engine that is away comes back: that is a drop, not an end.
          if (reason === 'engine_unreachable') return;
          setEnded(detail || reason.replaceAll('_', ' '));
          return 'ended';
        }
      },
    });
    return () => controller.abort();
    // Started again with `running`, so that a restarted container is followed anew.
  }, [buffer, engine, id, tail, running]);

  return {
    ...snapshot,
    state,
    error,
    ended,
    setPaused: (paused) => buffer.setPaused(paused),
    clear: () => buffer.clear(),
  };
}
