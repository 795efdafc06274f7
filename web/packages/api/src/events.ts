// The live feed's events (`GET /api/v1/events`). A stream has no schema in OpenAPI, so the
// envelopes are written here; what they carry comes from the generated types.
import type {
  ContainerStats,
  ContainerSummary,
  DockerEvent,
  Engine,
  HostStats,
  Platform,
  Service,
  Task,
} from './types.ts';

export type Topic =
  | 'containers'
  | 'container_stats'
  | 'docker_events'
  | 'engines'
  | 'host'
  | 'services'
  | 'tasks'
  | 'platform';

/** One container's share of a `container_stats` event; rates are per second. */
export type ContainerStatsSample = { id: string } & Pick<
  ContainerStats,
  | 'cpu_percent'
  | 'memory_bytes'
  | 'memory_limit_bytes'
  | 'network_rx_bytes_per_s'
  | 'network_tx_bytes_per_s'
  | 'block_read_bytes_per_s'
  | 'block_write_bytes_per_s'
  | 'pids'
>;

export interface LiveEvents {
  hello: { boot_id: string };
  reset: Record<string, never>;
  session_ended: Record<string, never>;
  container_updated: { engine: string; container: ContainerSummary };
  container_removed: { engine: string; id: string };
  containers_reset: { engine: string };
  container_stats: { engine: string; at: string; items: ContainerStatsSample[] };
  docker_event: DockerEvent;
  engine_updated: Engine;
  host_stats: HostStats;
  service_updated: Service;
  task_updated: Task;
  platform_updated: Platform;
}

/** An event of the live feed, told apart by its `name`. */
export type LiveEvent = {
  [Name in keyof LiveEvents]: { name: Name; data: LiveEvents[Name] };
}[keyof LiveEvents];
