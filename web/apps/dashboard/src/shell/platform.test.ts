import type { Platform } from '@nebula/api';
import { expect, it } from 'vitest';
import { pulseOf } from './platform.tsx';

const live = { status: 'live', since: 0 } as const;
const well: Platform = { postgresql: 'up', redis: 'up', docker: 'up', detail: null };

it('is well when all is up, also on a machine without Docker', () => {
  expect(pulseOf(well, live)).toMatchObject({ tone: 'well', problem: null });
  expect(pulseOf({ ...well, docker: 'absent' }, live)).toMatchObject({ tone: 'well' });
});

it('names what is down', () => {
  expect(pulseOf({ ...well, redis: 'down' }, live)).toMatchObject({
    tone: 'warn',
    word: 'Redis down',
    problem: { title: 'Redis does not answer' },
  });
  expect(pulseOf({ ...well, redis: 'down', postgresql: 'down' }, live)).toMatchObject({
    tone: 'bad',
    problem: { title: 'PostgreSQL and Redis do not answer' },
  });
});

it('says first of all that the connection is lost', () => {
  const lost = { status: 'lost', since: 0 } as const;
  expect(pulseOf(well, lost)).toMatchObject({ tone: 'bad', word: 'Connection lost' });
});
