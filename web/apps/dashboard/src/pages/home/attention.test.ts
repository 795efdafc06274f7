import type { Engine, HostStats, Service } from '@nebula/api';
import { expect, it } from 'vitest';
import { attentionList, type Situation } from './attention.ts';

const calm: Situation = { host: undefined, services: [], engines: [], containers: [], tasks: [] };
const now = Date.UTC(2026, 0, 1);

const engine = { id: 'local', name: 'local', address: 'unix', status: 'unreachable' } as Engine;
const service = (name: string, status: Service['status']): Service =>
  ({ name, status, detail: null }) as Service;

it('is empty when all is well', () => {
  const services = [service('monitoring', 'healthy'), service('agent', 'unknown')];
  expect(attentionList({ ...calm, services }, now)).toEqual([]);
});

it('puts what is bad before what only warns', () => {
  const services = [service('discord-bot', 'degraded'), service('monitoring', 'down')];
  const titles = attentionList({ ...calm, services, engines: [engine] }, now).map(
    (each) => each.title,
  );
  expect(titles).toEqual([
    'The Docker engine local does not answer',
    'monitoring is down',
    'discord-bot is degraded',
  ]);
});

it('names full disks, and forgets failed tasks after an hour', () => {
  const host = {
    disks: [
      { mount: '/', device: 'sda1', file_system: 'ext4', total_bytes: 100, used_bytes: 96 },
      { mount: '/data', device: 'sdb1', file_system: 'ext4', total_bytes: 100, used_bytes: 50 },
    ],
    memory: { total_bytes: 100, available_bytes: 60 },
    temperatures: [],
  } as unknown as HostStats;
  const task = (minutesAgo: number): Situation['tasks'][number] => ({
    id: String(minutesAgo),
    kind: 'image.pull',
    title: `Pull ${minutesAgo}`,
    engine: 'local',
    status: 'failed',
    started_at: new Date(now).toISOString(),
    finished_at: new Date(now - minutesAgo * 60_000).toISOString(),
    progress: null,
    steps: [],
    error: 'no such image',
    created_by: 'admin',
  });
  const found = attentionList({ ...calm, host, tasks: [task(5), task(90)] }, now);
  expect(found.map((each) => each.title)).toEqual(['/ is 96.0 % full', 'Pull 5 failed']);
});
