import type { ContainerSummary, HostHistory, HostStats, LiveEvent } from '@nebula/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { keys } from '../data/keys.ts';
import { appendSample, applyLiveEvent, upsert } from './apply.ts';

const container = (id: string, name = id): ContainerSummary => ({
  id,
  name,
  image: 'nginx',
  image_id: 'sha256:1',
  command: 'nginx',
  created_at: '2026-01-01T00:00:00Z',
  state: 'running',
  status: 'Up',
  exit_code: null,
  health: null,
  started_at: null,
  finished_at: null,
  ports: [],
  labels: {},
  networks: [],
  mounts: [],
  compose_project: null,
  compose_service: null,
  restart_count: null,
});

function listed(...ids: string[]): QueryClient {
  const client = new QueryClient();
  client.setQueryData(keys.containers('local'), {
    items: ids.map((id) => container(id)),
    next_cursor: null,
  });
  return client;
}

function names(client: QueryClient): string[] | undefined {
  return client
    .getQueryData<{ items: ContainerSummary[] }>(keys.containers('local'))
    ?.items.map((each) => each.name);
}

it('changes a container in its place, adds a new one and takes a removed one out', () => {
  const client = listed('a', 'b');
  const send = (event: LiveEvent): void => applyLiveEvent(client, event);
  send({ name: 'container_updated', data: { engine: 'local', container: container('a', 'A') } });
  send({ name: 'container_updated', data: { engine: 'local', container: container('c') } });
  send({ name: 'container_removed', data: { engine: 'local', id: 'b' } });
  expect(names(client)).toEqual(['A', 'c']);
});

it('leaves other engines and lists that nobody has read alone', () => {
  const client = listed('a');
  applyLiveEvent(client, {
    name: 'container_updated',
    data: { engine: 'elsewhere', container: container('x') },
  });
  expect(names(client)).toEqual(['a']);
  expect(client.getQueryData(keys.containers('elsewhere'))).toBeUndefined();
});

it('marks everything for reading again on a reset', () => {
  const client = listed('a');
  applyLiveEvent(client, { name: 'reset', data: {} });
  expect(client.getQueryState(keys.containers('local'))?.isInvalidated).toBe(true);
});

it('upsert keeps the other items as they are', () => {
  const before = [{ id: 'a' }, { id: 'b' }];
  const after = upsert(before, { id: 'b' }, (each) => each.id);
  expect(after[0]).toBe(before[0]);
  expect(after).toHaveLength(2);
});

const sample = (at: number): HostHistory['items'][number] => ({
  at: new Date(at).toISOString(),
  cpu_percent: 1,
  memory_used_bytes: 1,
  memory_total_bytes: 2,
  received_bytes_per_s: 0,
  transmitted_bytes_per_s: 0,
});

const stats = (at: number): HostStats => ({
  at: new Date(at).toISOString(),
  hostname: 'h',
  os: 'o',
  kernel: 'k',
  uptime_s: 1,
  load: [0, 0, 0],
  cpu: { model: 'm', percent: 12, cores: [12] },
  memory: {
    total_bytes: 2,
    used_bytes: 1,
    available_bytes: 1,
    swap_total_bytes: 0,
    swap_used_bytes: 0,
  },
  disks: [],
  networks: [
    {
      interface: 'a',
      received_bytes: 0,
      transmitted_bytes: 0,
      received_bytes_per_s: 5,
      transmitted_bytes_per_s: 1,
    },
    {
      interface: 'b',
      received_bytes: 0,
      transmitted_bytes: 0,
      received_bytes_per_s: 7,
      transmitted_bytes_per_s: 2,
    },
  ],
  temperatures: [],
});

it('appendSample waits for the interval, sums the interfaces and forgets after 15 minutes', () => {
  const now = Date.UTC(2026, 0, 1);
  const history = { interval_s: 5, items: [sample(now - 16 * 60_000), sample(now - 4_000)] };
  expect(appendSample(history, stats(now))).toBe(history);
  const later = appendSample(history, stats(now + 1_000));
  expect(later.items).toHaveLength(2);
  expect(later.items.at(-1)).toMatchObject({
    cpu_percent: 12,
    received_bytes_per_s: 12,
    transmitted_bytes_per_s: 3,
  });
});
