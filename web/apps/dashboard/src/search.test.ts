import { expect, it } from 'vitest';
import { compact, listSearch, oneOf, parseSort, writeSort } from './search.ts';

it('keeps what it understands and drops the rest', () => {
  expect(listSearch({ q: 42, sort: '-cpu', other: 'x' })).toEqual({ q: '42', sort: '-cpu' });
  expect(listSearch({ q: '', sort: ['a'] })).toEqual({});
  expect(oneOf({ state: 'running' }, 'state', ['running', 'exited'])).toBe('running');
  expect(oneOf({ state: 'nonsense' }, 'state', ['running', 'exited'])).toBeUndefined();
});

it('writes and reads a sort both ways', () => {
  for (const text of ['cpu', '-cpu']) expect(writeSort(parseSort(text))).toBe(text);
  expect(parseSort(undefined)).toBeUndefined();
});

it('compact leaves no undefined behind', () => {
  expect(Object.keys(compact({ a: 1, b: undefined }))).toEqual(['a']);
});
