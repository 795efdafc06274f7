import { describe, expect, it } from 'vitest';
import { activity, CastError, parseCast, parseSize, playTimes } from './cast.ts';

const text = [
  '{"version": 2, "width": 100, "height": 30}',
  '[0.5, "o", "$ "]',
  '[3.5, "i", "secret"]',
  '[4.0, "o", "ls\\r\\n"]',
  '[3.9, "r", "120x40"]',
  '[60, "o", "bye"]',
  '[61, "o", "cut o',
].join('\n');

describe('reading a cast', () => {
  it('keeps output and sizes, and leaves out what it cannot read', () => {
    expect(parseCast(text)).toEqual({
      cols: 100,
      rows: 30,
      events: [
        { at: 0.5, kind: 'output', data: '$ ' },
        { at: 4, kind: 'output', data: 'ls\r\n' },
        { at: 4, kind: 'resize', data: '120x40' },
        { at: 60, kind: 'output', data: 'bye' },
      ],
    });
  });

  it('says what is wrong with a text that is no cast', () => {
    expect(() => parseCast('hello')).toThrow(CastError);
    expect(() => parseCast('{"version": 3}')).toThrow('Version 3');
    expect(parseCast('{"version":2,"width":-1,"height":1e9}')).toEqual({
      cols: 80,
      rows: 24,
      events: [],
    });
  });

  it('takes no size that a terminal cannot have', () => {
    expect(parseSize('80x24')).toEqual({ cols: 80, rows: 24 });
    expect(parseSize('0x24')).toBeNull();
    expect(parseSize('9999x24')).toBeNull();
    expect(parseSize('80 x 24')).toBeNull();
  });
});

describe('the time line', () => {
  const { events } = parseCast(text);

  it('shortens pauses to the limit', () => {
    expect(playTimes(events, null)).toEqual([0.5, 4, 4, 60]);
    expect(playTimes(events, 2)).toEqual([0.5, 2.5, 2.5, 4.5]);
  });

  it('shows where something was written', () => {
    const bars = activity(events, playTimes(events, null), 4);
    expect(bars).toHaveLength(4);
    expect(bars[0]).toBe(1);
    expect(bars[1]).toBe(0);
    expect(bars[3]).toBeGreaterThan(0);
    expect(activity([], [], 3)).toEqual([0, 0, 0]);
  });
});
