import { expect, it } from 'vitest';
import { findEntries, matchScore } from './palette-match.ts';

const entry = (label: string, group = 'Containers', keywords: string[] = []) => ({
  label,
  group,
  keywords,
});

it('finds nothing in letters that are merely scattered', () => {
  expect(matchScore(entry('media-jellyfin-2'), 'red')).toBe(0);
});

it('prefers the beginning, then the beginning of a word, then the middle, then keywords', () => {
  const scores = [
    entry('redis'),
    entry('shop-redis-1'),
    entry('bored'),
    entry('cache', 'Containers', ['redis:7']),
  ].map((each) => matchScore(each, 'red'));
  expect([...scores].sort((a, b) => b - a)).toEqual(scores);
  expect(scores.at(-1)).toBeGreaterThan(0);
});

it('wants every word', () => {
  expect(matchScore(entry('Restart shop-web-1'), 'restart web')).toBeGreaterThan(0);
  expect(matchScore(entry('Restart shop-web-1'), 'restart api')).toBe(0);
});

it('shows the best of each group and keeps the order of groups', () => {
  const entries = [
    entry('Home', 'Pages'),
    entry('api-redis'),
    entry('redis'),
    entry('redis-old'),
    entry('Restart redis', 'Actions'),
  ];
  expect(findEntries(entries, 'redis', 2).map((each) => each.label)).toEqual([
    'redis',
    'redis-old',
    'Restart redis',
  ]);
  expect(findEntries(entries, '', 1).map((each) => each.label)).toEqual([
    'Home',
    'api-redis',
    'Restart redis',
  ]);
});
