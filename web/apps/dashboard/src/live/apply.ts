import type {
  ContainerSummary,
  DockerEvent,
  Engine,
  HostHistory,
  LiveEvent,
  Service,
  Task,
  Topic,
} from '@nebula/api';
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { keys } from '../data/keys.ts';
import { containerStats } from './stats.ts';

const KEPT_DOCKER_EVENTS = 200;
const HISTORY_MS = 15 * 60_000;

/** The queries that a topic keeps up to date. */
const FED_BY: Record<Topic, QueryKey[]> = {
  containers: [keys.containers()],
  container_stats: [],
  docker_events: [keys.dockerEvents()],
  engines: [keys.engines],
  host: [keys.hostStats],
  services: [keys.services],
  tasks: [keys.tasks],
  // The server sends it right after `hello`.
  platform: [],
};

interface Items<T> {
  items: T[];
}

/** Replaces the item with the same key where it stands, or adds it at the end. */
export function upsert<T>(items: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const key = keyOf(item);
  const known = items.findIndex((each) => keyOf(each) === key);
  if (known === -1) return [...items, item];
  const next = [...items];
  next[known] = item;
  return next;
}

/** Writes one live event into the caches that pages read. */
export function applyLiveEvent(client: QueryClient, event: LiveEvent): void {
  const change = <T>(key: QueryKey, update: (data: T) => T): void => {
    client.setQueryData<T>(key, (data) => (data === undefined ? undefined : update(data)));
    // A read under way may have been answered before this event: it must not undo it.
    if (client.isFetching({ queryKey: key, exact: true }) > 0) {
      void client.invalidateQueries({ queryKey: key, exact: true }, { cancelRefetch: true });
    }
  };

  switch (event.name) {
    case 'container_updated': {
      const { engine, container } = event.data;
      change<Items<ContainerSummary>>(keys.containers(engine), (list) => ({
        ...list,
        items: upsert(list.items, container, (each) => each.id),
      }));
      void client.invalidateQueries({ queryKey: keys.container(engine, container.id) });
      return;
    }
    case 'container_removed': {
      const { engine, id } = event.data;
      change<Items<ContainerSummary>>(keys.containers(engine), (list) => ({
        ...list,
        items: list.items.filter((each) => each.id !== id),
      }));
      void client.invalidateQueries({ queryKey: keys.container(engine, id) });
      return;
    }
    case 'containers_reset':
      void client.invalidateQueries({ queryKey: keys.containers(event.data.engine) });
      return;
    case 'container_stats':
      containerStats.apply(event.data);
      return;
    case 'docker_event': {
      const happened = event.data;
      change<Items<DockerEvent>>(keys.dockerEvents(happened.engine), (list) => ({
        ...list,
        items: [happened, ...list.items].slice(0, KEPT_DOCKER_EVENTS),
      }));
      invalidateKind(client, happened);
      return;
    }
    case 'engine_updated': {
      const engine = event.data;
      const before = client
        .getQueryData<Items<Engine>>(keys.engines)
        ?.items.find((each) => each.id === engine.id);
      change<Items<Engine>>(keys.engines, (list) => ({
        ...list,
        items: upsert(list.items, engine, (each) => each.id),
      }));
      // Its containers are known anew, or known to be old from now on.
      if (before?.status !== engine.status) {
        void client.invalidateQueries({ queryKey: keys.containers(engine.id) });
      }
      return;
    }
    case 'host_stats': {
      const stats = event.data;
      client.setQueryData(keys.hostStats, stats);
      change<HostHistory>(keys.hostHistory, (history) => appendSample(history, stats));
      return;
    }
    case 'service_updated':
      change<Items<Service>>(keys.services, (list) => ({
        ...list,
        items: upsert(list.items, event.data, (each) => each.name),
      }));
      return;
    case 'task_updated': {
      const task = event.data;
      change<Items<Task>>(keys.tasks, (list) => ({
        ...list,
        items: upsert(list.items, task, (each) => each.id),
      }));
      return;
    }
    case 'platform_updated':
      client.setQueryData(keys.platform, event.data);
      return;
    case 'reset':
      void client.invalidateQueries();
      return;
    case 'hello':
    case 'session_ended':
      return;
  }
}

/** Images, volumes and networks have no event of their own: Docker's events say they changed. */
/** By then the service knows what a container that just changed uses. */
const SETTLED_MS = 1_500;

function invalidateKind(client: QueryClient, { kind, engine, action }: DockerEvent): void {
  if (kind === 'image') void client.invalidateQueries({ queryKey: keys.images(engine) });
  if (kind === 'volume') void client.invalidateQueries({ queryKey: keys.volumes(engine) });
  if (kind === 'network') void client.invalidateQueries({ queryKey: keys.networks(engine) });
  // A container that comes or goes changes what uses a thing. The service reads the container anew
  // after the event, so it is asked again a moment later.
  if (kind === 'container' && ['create', 'start', 'destroy'].includes(action)) {
    const ask = (): void => {
      for (const of of [keys.images, keys.volumes, keys.networks, keys.diskUsage]) {
        void client.invalidateQueries({ queryKey: of(engine) });
      }
    };
    ask();
    setTimeout(ask, SETTLED_MS);
  }
  if (action === 'prune') void client.invalidateQueries({ queryKey: keys.diskUsage(engine) });
}

type HostStatsEvent = Extract<LiveEvent, { name: 'host_stats' }>['data'];

/** Adds a sample when the history's interval has passed, and lets the oldest go. */
export function appendSample(history: HostHistory, stats: HostStatsEvent): HostHistory {
  const at = Date.parse(stats.at);
  const newest = history.items.at(-1);
  // Samples come on their own clock: a tenth of an interval early is on time.
  if (newest && at - Date.parse(newest.at) < history.interval_s * 900) return history;
  const sum = (of: (each: HostStatsEvent['networks'][number]) => number): number =>
    stats.networks.reduce((total, each) => total + of(each), 0);
  const sample = {
    at: stats.at,
    cpu_percent: stats.cpu.percent,
    memory_used_bytes: stats.memory.used_bytes,
    memory_total_bytes: stats.memory.total_bytes,
    received_bytes_per_s: sum((each) => each.received_bytes_per_s),
    transmitted_bytes_per_s: sum((each) => each.transmitted_bytes_per_s),
  };
  return {
    ...history,
    items: [...history.items.filter((each) => at - Date.parse(each.at) < HISTORY_MS), sample],
  };
}

/** Reads again what may have changed before the stream carried its topic. */
export function refreshTopics(client: QueryClient, topics: readonly Topic[]): void {
  for (const topic of topics) {
    for (const queryKey of FED_BY[topic]) void client.invalidateQueries({ queryKey });
  }
}
