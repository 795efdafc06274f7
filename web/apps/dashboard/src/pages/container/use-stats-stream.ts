import type { ApiError, ContainerStats } from '@nebula/api';
import { useEffect, useState } from 'react';
import { follow } from '~/live/follow.ts';

/** A quarter of an hour at one sample a second. */
const KEEP = 900;

/** A container's own statistics, from when the page was opened on. */
export function useStatsStream(
  engine: string,
  id: string,
  running: boolean,
): { samples: readonly ContainerStats[]; error: ApiError | null } {
  const [samples, setSamples] = useState<readonly ContainerStats[]>([]);
  const [error, setError] = useState<ApiError | null>(null);

  useEffect(() => setSamples([]), [engine, id]);
  useEffect(() => {
    if (!running) return;
    const controller = new AbortController();
    const path = `/api/v1/docker/engines/${encodeURIComponent(engine)}/containers/${encodeURIComponent(id)}/stats`;
    void follow(path, {
      signal: controller.signal,
      onState: (_state, problem) => setError(problem ?? null),
      onEvent: ({ event, data }) => {
        if (event === 'ended') return 'ended';
        if (event !== 'stats') return;
        const sample = JSON.parse(data) as ContainerStats;
        setSamples((before) => [...before.slice(1 - KEEP), sample]);
      },
    });
    return () => controller.abort();
  }, [engine, id, running]);

  return { samples, error };
}
