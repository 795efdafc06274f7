import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatDuration,
  formatPercent,
  formatRelative,
  plural,
  shortId,
} from './format.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [1023, '1023 B'],
    [1024, '1.0 KiB'],
    [1536, '1.5 KiB'],
    [1024 ** 2 - 1, '1.0 MiB'],
    [150 * 1024 ** 2, '150 MiB'],
    [2.5 * 1024 ** 4, '2.5 TiB'],
    [-2048, '-2.0 KiB'],
  ])('%d is %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it('writes a dash for what is unknown', () => {
    expect(formatBytes(null)).toBe('–');
    expect(formatBytes(Number.NaN)).toBe('–');
  });
});

describe('formatPercent', () => {
  it.each([
    [0, '0.0 %'],
    [99.94, '99.9 %'],
    [99.96, '100 %'],
    [312.4, '312 %'],
  ])('%d is %s', (value, text) => expect(formatPercent(value)).toBe(text));
});

describe('formatDuration', () => {
  it.each([
    [59.9, '59 s'],
    [60, '1 min'],
    [3600, '1 h'],
    [15_120, '4 h 12 min'],
    [86_400 * 6 + 4 * 3600, '6 d 4 h'],
  ])('%d s is %s', (seconds, text) => expect(formatDuration(seconds)).toBe(text));
});

describe('formatRelative', () => {
  const now = Date.UTC(2026, 0, 31, 12);
  it.each([
    [now - 2_000, 'just now'],
    [now - 45_000, '45 s ago'],
    [now - 5 * 60_000, '5 min ago'],
    [now + 3 * 3_600_000, 'in 3 h'],
    [now - 29 * 86_400_000, '29 d ago'],
    [now - 40 * 86_400_000, '22 Dec 2025'],
  ])('%d is %s', (at, text) => expect(formatRelative(at, now)).toBe(text));

  it('survives a time that is none', () => expect(formatRelative('never', now)).toBe('–'));
});

it('formatClock counts hours only when there are any', () => {
  expect(formatClock(7_000)).toBe('0:07');
  expect(formatClock(723_000)).toBe('12:03');
  expect(formatClock(3_723_000)).toBe('1:02:03');
});

it('shortId takes the algorithm off', () => {
  expect(shortId('sha256:0123456789abcdef')).toBe('0123456789ab');
});

it('plural agrees with its number', () => {
  expect(plural(1, 'container')).toBe('1 container');
  expect(plural(1200, 'container')).toBe('1,200 containers');
  expect(plural(0, 'entry', 'entries')).toBe('0 entries');
});
