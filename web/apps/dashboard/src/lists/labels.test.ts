import { expect, it } from 'vitest';
import { labelLines, parseLabels } from './labels.ts';

it('reads labels line by line, and the value may hold an equals sign', () => {
  expect(parseLabels(' team=media\n\nquery=a=b \nempty=')).toEqual({
    team: 'media',
    query: 'a=b',
    empty: '',
  });
});

it('refuses a line without a name', () => {
  expect(labelLines.safeParse('=x').success).toBe(false);
  expect(labelLines.safeParse('plain').success).toBe(false);
  expect(labelLines.safeParse('a=1\n').success).toBe(true);
});
