import { expect, it } from 'vitest';
import { outcomeChip, spanStart } from './words.ts';

it('begins a span at a whole minute', () => {
  const now = Date.parse('2026-06-01T12:34:56.789Z');
  expect(spanStart('hour', now)).toBe('2026-06-01T11:34:00.000Z');
  expect(spanStart('week', now)).toBe('2026-05-25T12:34:00.000Z');
  expect(spanStart(undefined, now)).toBeUndefined();
});

it('gives an outcome it does not know no colour of good or bad', () => {
  expect(outcomeChip({ outcome: 'denied', detail: 'no' })).toEqual({
    tone: 'warn',
    word: 'denied',
    why: 'no',
  });
  expect(outcomeChip({ outcome: 'odd', detail: null }).tone).toBe('unknown');
});
