import type { LiveEvent, StreamOptions, Topic } from '@nebula/api';
import { ApiError } from '@nebula/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveConnection } from './connection.ts';

interface Opened {
  url: string;
  options: StreamOptions;
  end: (error?: unknown) => void;
}

let streams: Opened[] = [];
let events: LiveEvent[] = [];
let fresh: Topic[][] = [];

function connect(): LiveConnection {
  return new LiveConnection({
    onEvent: (event) => events.push(event),
    onTopicsOpened: (topics) => fresh.push(topics),
    read: (url, options) =>
      new Promise((resolve, reject) => {
        streams.push({
          url,
          options,
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as given
          end: (error) => (error === undefined ? resolve() : reject(error)),
        });
        options.signal.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      }),
  });
}

const last = (): Opened => {
  const stream = streams.at(-1);
  if (!stream) throw new Error('no stream was opened');
  return stream;
};

beforeEach(() => {
  vi.useFakeTimers();
  streams = [];
  events = [];
  fresh = [];
});
afterEach(() => vi.useRealTimers());

it('opens one stream for the union of what is needed', async () => {
  const connection = connect();
  connection.need(['tasks', 'platform']);
  connection.need(['containers', 'tasks']);
  await vi.advanceTimersByTimeAsync(100);
  expect(streams.map((stream) => stream.url)).toEqual([
    '/api/v1/events?topics=containers,platform,tasks',
  ]);
});

it('keeps the stream while pages change and drops a topic only later', async () => {
  const connection = connect();
  connection.need(['platform']);
  const leave = connection.need(['containers']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onOpen?.();
  leave();
  connection.need(['containers']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(streams).toHaveLength(1);
});

it('resumes from the last event when the topics change, and names the new ones', async () => {
  const connection = connect();
  connection.need(['platform']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onOpen?.();
  last().options.onEvent({ event: 'task_updated', data: '{}', id: '41' });
  connection.need(['host']);
  await vi.advanceTimersByTimeAsync(100);
  expect(streams).toHaveLength(2);
  expect(last().options.lastEventId).toBe('41');
  last().options.onOpen?.();
  expect(fresh).toEqual([['platform'], ['host']]);
  expect(connection.state.status).toBe('live');
});

it('is lost only after a while, tries again, and heals', async () => {
  const connection = connect();
  connection.need(['platform']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onOpen?.();
  last().end();
  await vi.advanceTimersByTimeAsync(600);
  expect(streams).toHaveLength(2);
  expect(connection.state.status).toBe('live');
  last().end(new ApiError({ status: 0, code: 'network', title: '', detail: '' }));
  await vi.advanceTimersByTimeAsync(4_000);
  expect(connection.state.status).toBe('lost');
  last().options.onOpen?.();
  expect(connection.state.status).toBe('live');
});

it('stops for good when the session has ended', async () => {
  const connection = connect();
  const ended = vi.fn();
  connection.onSessionEnded(ended);
  connection.need(['platform']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onOpen?.();
  last().options.onEvent({ event: 'session_ended', data: '{}', id: '' });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(ended).toHaveBeenCalledTimes(1);
  expect(streams).toHaveLength(1);
  expect(events).toEqual([]);
});

it('survives an event that is not JSON', async () => {
  const connection = connect();
  connection.need(['platform']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onEvent({ event: 'host_stats', data: '{broken', id: '1' });
  last().options.onEvent({ event: 'reset', data: '{}', id: '2' });
  expect(events.map((event) => event.name)).toEqual(['reset']);
});

it('gives the stream back while nobody looks and takes it up where it stopped', async () => {
  const connection = connect();
  connection.need(['containers']);
  await vi.advanceTimersByTimeAsync(100);
  last().options.onOpen?.();
  last().options.onEvent({ id: 'boot.7', event: 'containers_reset', data: '{"engine":"local"}' });
  connection.pause();
  expect(last().options.signal.aborted).toBe(true);
  // What pages need meanwhile opens nothing, and time heals nothing.
  connection.need(['tasks']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(streams).toHaveLength(1);
  connection.resume();
  await vi.advanceTimersByTimeAsync(100);
  expect(streams).toHaveLength(2);
  expect(last().url).toBe('/api/v1/events?topics=containers,tasks');
  expect(last().options.lastEventId).toBe('boot.7');
});
