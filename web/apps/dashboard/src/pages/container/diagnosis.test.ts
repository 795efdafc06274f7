import { expect, it } from 'vitest';
import { diagnose } from './diagnosis.ts';

const facts = {
  state: 'running',
  health: null,
  exit_code: null,
  status: 'Up 3 minutes',
  error: null,
  restart_count: 0,
  health_log: [],
} as const;

it('tells what is well from what is not', () => {
  expect(diagnose({ ...facts, health_log: [] })).toMatchObject({ well: true, title: 'It runs' });
  expect(diagnose({ ...facts, health_log: [], state: 'exited', exit_code: 0 }).well).toBe(true);
  expect(diagnose({ ...facts, health_log: [], state: 'exited', exit_code: 143 }).well).toBe(true);
  expect(diagnose({ ...facts, health_log: [], state: 'exited', exit_code: 137 })).toMatchObject({
    well: false,
    title: 'It ended with exit code 137',
  });
});

it('counts the failed health checks', () => {
  const at = '2026-01-01T00:00:00Z';
  const health_log = [
    { at, exit_code: 0, output: '' },
    { at, exit_code: 1, output: 'refused' },
    { at, exit_code: 1, output: 'refused' },
  ];
  expect(diagnose({ ...facts, health: 'unhealthy', health_log })).toEqual({
    well: false,
    title: 'It runs, but its health check fails',
    detail: 'The last 2 of 3 checks failed.',
  });
});

it('says how often it restarted, and why it could not start', () => {
  const restarting = { ...facts, health_log: [], state: 'restarting' as const, exit_code: 127 };
  expect(diagnose({ ...restarting, restart_count: 4 }).detail).toBe(
    'Its command was not found. Restarted 4 times.',
  );
  expect(
    diagnose({ ...facts, health_log: [], state: 'created', error: 'port is in use' }).detail,
  ).toBe('port is in use');
});
