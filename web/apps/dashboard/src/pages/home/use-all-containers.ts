import type { ContainerSummary } from '@nebula/api';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { containersQuery, enginesQuery } from '~/data/queries.ts';
import { useCan } from '~/session.ts';

export interface PlacedContainer {
  engine: string;
  container: ContainerSummary;
}

/** The containers of every engine. */
export function useAllContainers(): {
  containers: PlacedContainer[];
  isPending: boolean;
  error: Error | null;
} {
  const may = useCan()('containers');
  const engines = useQuery({ ...enginesQuery, enabled: may });
  const present = (engines.data?.items ?? []).filter((engine) => engine.status !== 'absent');
  const lists = useQueries({ queries: present.map((engine) => containersQuery(engine.id)) });
  const stamp = lists.map((list) => list.dataUpdatedAt).join() + present.length;
  const containers = useMemo(
    () =>
      present.flatMap((engine, index) =>
        (lists[index]?.data?.items ?? []).map((container) => ({ engine: engine.id, container })),
      ),
    // The lists are new objects each time; what they carry changes with their time of update.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [stamp],
  );
  return {
    containers,
    isPending: may && (engines.isPending || lists.some((list) => list.isPending)),
    error: engines.error ?? lists.find((list) => list.error && !list.data)?.error ?? null,
  };
}
