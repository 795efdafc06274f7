import type { ContainerSummary } from '@nebula/api';
import { describe, expect, it } from 'vitest';
import {
  containerState,
  hasProblem,
  matchesSearch,
  matchesStatus,
  publishedPorts,
} from './state.ts';

const base: ContainerSummary = {
  id: 'a'.repeat(64),
  name: 'web-1',
  image: 'nginx:1.29',
  image_id: 'sha256:1',
  command: 'nginx',
  created_at: '2026-01-01T00:00:00Z',
  state: 'running',
  status: 'Up 3 minutes',
  exit_code: null,
  health: null,
  started_at: '2026-01-01T00:00:00Z',
  finished_at: null,
  ports: [],
  labels: { tier: 'front' },
  networks: [],
  mounts: [],
  compose_project: 'shop',
  compose_service: 'web',
  restart_count: 0,
};

describe('containerState', () => {
  it.each([
    [{ state: 'running' }, 'well', 'running', false],
    [{ state: 'running', health: 'healthy' }, 'well', 'healthy', false],
    [{ state: 'running', health: 'unhealthy' }, 'bad', 'unhealthy', true],
    [{ state: 'running', health: 'starting' }, 'busy', 'starting', false],
    [{ state: 'exited', exit_code: 0 }, 'idle', 'exited', false],
    [{ state: 'exited', exit_code: 143 }, 'idle', 'exited (143)', false],
    [{ state: 'exited', exit_code: 137 }, 'bad', 'exited (137)', true],
    [{ state: 'restarting' }, 'warn', 'restarting', true],
    [{ state: 'dead' }, 'bad', 'dead', true],
  ] as const)('%o is %s, %s', (facts, tone, word, problem) => {
    const container = { ...base, ...facts };
    expect(containerState(container)).toMatchObject({ tone, word });
    expect(hasProblem(container)).toBe(problem);
  });
});

it('finds by every word, in names, images, labels and projects', () => {
  expect(matchesSearch(base, 'NGINX shop')).toBe(true);
  expect(matchesSearch(base, 'tier=front')).toBe(true);
  expect(matchesSearch(base, 'nginx mysql')).toBe(false);
});

it('filters by status', () => {
  expect(matchesStatus(base, 'running')).toBe(true);
  expect(matchesStatus({ ...base, state: 'exited', exit_code: 1 }, 'stopped')).toBe(true);
  expect(matchesStatus({ ...base, state: 'exited', exit_code: 1 }, 'problem')).toBe(true);
  expect(matchesStatus(base, 'paused')).toBe(false);
});

it('shows a published port once and links it only where it can be reached', () => {
  const port = { private_port: 80, public_port: 8080, protocol: 'tcp' };
  const ports = [
    { ...port, ip: '0.0.0.0' },
    { ...port, ip: '::' },
    { ...port, ip: '127.0.0.1', public_port: 9000 },
    { ...port, ip: '0.0.0.0', protocol: 'udp', public_port: 53 },
    { ...port, ip: null, public_port: null },
  ];
  expect(publishedPorts({ ...base, ports }, 'nas.lan')).toEqual([
    { label: '8080→80', href: 'http://nas.lan:8080' },
    { label: '9000→80', href: null },
    { label: '53→80/udp', href: null },
  ]);
});
