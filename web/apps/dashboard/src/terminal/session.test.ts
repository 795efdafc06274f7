// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TerminalSession, type SessionState } from './session.ts';

class FakeSocket {
  static all: FakeSocket[] = [];
  readyState = 1;
  binaryType = '';
  sent: unknown[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly url: string) {
    FakeSocket.all.push(this);
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.readyState = 3;
  }
  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  drop(): void {
    this.readyState = 3;
    this.onclose?.();
  }
}

let states: SessionState['kind'][] = [];
let ids: (string | null)[] = [];
const onReplay = vi.fn();
const onOutput = vi.fn();

function start(sessionId: string | null = null): TerminalSession {
  const session = new TerminalSession(
    { engine: 'local', container: 'c1', shell: '/bin/sh', user: '', sessionId },
    {
      size: () => ({ cols: 80, rows: 24 }),
      onOutput,
      onReplay,
      onState: (state) => states.push(state.kind),
      onSessionId: (id) => ids.push(id),
      connect: (url) => new FakeSocket(url) as unknown as WebSocket,
    },
  );
  session.open();
  return session;
}

const last = (): FakeSocket => {
  const socket = FakeSocket.all.at(-1);
  if (!socket) throw new Error('no socket was opened');
  return socket;
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  states = [];
  ids = [];
  onReplay.mockClear();
  onOutput.mockClear();
});
afterEach(() => vi.useRealTimers());

it('opens, sends what is typed and shows what comes', () => {
  const session = start();
  expect(new URL(last().url).searchParams.get('cols')).toBe('80');
  last().say({ type: 'opened', session_id: 's1', recording_id: 'r1' });
  session.input('ls\r');
  session.resize(100, 30);
  last().onmessage?.({ data: new Uint8Array([104, 105]).buffer });
  expect(last().sent).toEqual([
    { type: 'input', data: 'ls\r' },
    { type: 'resize', cols: 100, rows: 30 },
  ]);
  expect(onOutput).toHaveBeenCalledWith(new Uint8Array([104, 105]));
  expect(states).toEqual(['connecting', 'open']);
});

it('goes on with its session after a drop, and empties the screen for the replay', () => {
  start();
  last().say({ type: 'opened', session_id: 's1' });
  last().drop();
  vi.advanceTimersByTime(400);
  expect(FakeSocket.all).toHaveLength(2);
  expect(new URL(last().url).searchParams.get('session')).toBe('s1');
  last().say({ type: 'opened', session_id: 's1' });
  expect(onReplay).toHaveBeenCalledTimes(1);
  expect(states).toEqual(['connecting', 'open', 'reconnecting', 'open']);
});

it('gives up when the server no longer keeps the session', () => {
  start();
  last().say({ type: 'opened', session_id: 's1' });
  for (let count = 0; count < 40; count += 1) {
    last().drop();
    vi.advanceTimersByTime(4_000);
  }
  expect(states.at(-1)).toBe('failed');
  expect(ids.at(-1)).toBeNull();
});

it('does not ask again when it was refused from the start', () => {
  start();
  last().drop();
  vi.advanceTimersByTime(60_000);
  expect(FakeSocket.all).toHaveLength(1);
  expect(states.at(-1)).toBe('failed');
});

it('ends with the shell, and stays ended', () => {
  start();
  last().say({ type: 'opened', session_id: 's1' });
  last().say({ type: 'exit', code: 0 });
  last().drop();
  vi.advanceTimersByTime(60_000);
  expect(states.at(-1)).toBe('exited');
  expect(FakeSocket.all).toHaveLength(1);
});
