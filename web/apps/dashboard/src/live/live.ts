import type { Topic } from '@nebula/api';
import { useEffect, useSyncExternalStore } from 'react';
import { queryClient } from '../query-client.ts';
import { applyLiveEvent, refreshTopics } from './apply.ts';
import { LiveConnection, type LiveState } from './connection.ts';

export const live = new LiveConnection({
  onEvent: (event) => applyLiveEvent(queryClient, event),
  onTopicsOpened: (topics) => refreshTopics(queryClient, topics),
});

/** Keeps the queries of these topics up to date while the component is mounted. */
export function useLive(...topics: Topic[]): void {
  const wanted = topics.join(',');
  useEffect(() => live.need(wanted.split(',') as Topic[]), [wanted]);
}

export function useLiveState(): LiveState {
  return useSyncExternalStore(live.subscribe, () => live.state);
}

/** Whether what the page shows is no longer live. */
export function useStale(): boolean {
  return useLiveState().status === 'lost';
}
