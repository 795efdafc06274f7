import type { Service } from '@nebula/api';
import { expect, it } from 'vitest';
import { byConcern, dependenciesOf, dependentsOf } from './status.ts';

function service(name: string, part: Partial<Service> = {}): Service {
  return {
    name,
    description: null,
    node: null,
    status: 'healthy',
    detail: null,
    http_url: null,
    grpc_url: null,
    health_path: '/readyz',
    version: null,
    instance_id: null,
    started_at: null,
    resident_bytes: null,
    response_time_ms: null,
    checked_at: null,
    changed_at: null,
    depends_on: [],
    tags: [],
    dependencies: [],
    ...part,
  };
}

it('puts first what needs somebody', () => {
  const list = [
    service('b'),
    service('c', { status: 'degraded' }),
    service('a'),
    service('d', { status: 'down' }),
  ];
  expect(list.sort(byConcern).map((each) => each.name)).toEqual(['d', 'c', 'a', 'b']);
});

it('shows what the map asks for although the service says nothing of it', () => {
  const found = { name: 'redis', status: 'down' as const, detail: 'refused' };
  const bot = service('bot', { depends_on: ['redis', 'dashboard'], dependencies: [found] });
  expect(dependenciesOf(bot)).toEqual([
    { name: 'dashboard', status: 'unknown', detail: null },
    found,
  ]);
});

it('knows who leans on a service', () => {
  const bot = service('bot', { depends_on: ['redis'] });
  expect(dependentsOf('redis', [bot, service('agent')])).toEqual(['bot']);
});
