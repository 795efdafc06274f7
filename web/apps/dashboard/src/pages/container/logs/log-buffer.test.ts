import type { LogLine } from '@nebula/api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LogBuffer } from './log-buffer.ts';

const lines = (...texts: string[]): LogLine[] =>
  texts.map((text) => ({ at: null, stream: 'stdout', text }));
const shown = (buffer: LogBuffer): string[] => buffer.snapshot.lines.map((line) => line.text);

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('publishes many arrivals at once', () => {
  const buffer = new LogBuffer();
  const listener = vi.fn();
  buffer.subscribe(listener);
  for (let count = 0; count < 50; count += 1) buffer.append(lines(`line ${count}`));
  expect(listener).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(shown(buffer)).toHaveLength(50);
});

it('keeps the last lines only and counts the others', () => {
  const buffer = new LogBuffer(3);
  buffer.append(lines('a', 'b', 'c', 'd', 'e'));
  buffer.flush();
  expect(shown(buffer)).toEqual(['c', 'd', 'e']);
  buffer.append(lines('f'));
  buffer.flush();
  expect(shown(buffer)).toEqual(['d', 'e', 'f']);
  expect(buffer.snapshot.dropped).toBe(3);
  expect(buffer.snapshot.lines.map((line) => line.number)).toEqual([3, 4, 5]);
});

it('stands still while paused, says how many wait, and shows them afterwards', () => {
  const buffer = new LogBuffer(10);
  buffer.append(lines('a'));
  buffer.flush();
  buffer.setPaused(true);
  buffer.append(lines('b', 'c'));
  vi.advanceTimersByTime(100);
  expect(shown(buffer)).toEqual(['a']);
  expect(buffer.snapshot.waiting).toBe(2);
  buffer.setPaused(false);
  expect(shown(buffer)).toEqual(['a', 'b', 'c']);
  expect(buffer.snapshot.waiting).toBe(0);
});

it('holds no more than its bound while paused, however much comes', () => {
  const buffer = new LogBuffer(100);
  buffer.setPaused(true);
  for (let count = 0; count < 1_000; count += 1) buffer.append(lines('x'));
  buffer.flush();
  expect(buffer.snapshot.waiting).toBe(100);
  expect(buffer.snapshot.dropped).toBe(900);
});

it('counts what the server left out', () => {
  const buffer = new LogBuffer();
  buffer.skip(7);
  vi.advanceTimersByTime(100);
  expect(buffer.snapshot.dropped).toBe(7);
});
