import { describe, expect, it } from 'vitest';
import { compareValues, keepOrder, nextSort, sortRows, toggleSelection } from './order.ts';

describe('sortRows', () => {
  it('sorts names as people count them', () => {
    const names = ['web-10', 'Web-2', 'api'];
    expect(sortRows(names, (name) => name, false)).toEqual(['api', 'Web-2', 'web-10']);
  });

  it('puts what is missing last in both directions', () => {
    const rows = [null, 2, 1];
    expect(sortRows(rows, (row) => row, false)).toEqual([1, 2, null]);
    expect(sortRows(rows, (row) => row, true)).toEqual([2, 1, null]);
  });

  it('keeps equal rows in their order', () => {
    const rows = [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
      { id: 'c', n: 0 },
    ];
    expect(sortRows(rows, (row) => row.n, true).map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });
});

it('compareValues treats two missing values as equal', () => {
  expect(compareValues(null, undefined, false)).toBe(0);
});

it('keepOrder moves nothing that was there, drops what is gone and appends what is new', () => {
  expect(keepOrder(['new', 'c', 'a'], (row) => row, ['a', 'b', 'c'])).toEqual(['a', 'c', 'new']);
});

it('nextSort goes up, down and back', () => {
  const up = nextSort(undefined, 'name');
  expect(up).toEqual({ column: 'name', descending: false });
  const down = nextSort(up, 'name');
  expect(down).toEqual({ column: 'name', descending: true });
  expect(nextSort(down, 'name')).toBeUndefined();
  expect(nextSort(down, 'cpu')).toEqual({ column: 'cpu', descending: false });
});

describe('toggleSelection', () => {
  const order = ['a', 'b', 'c', 'd'];
  it('chooses a range from the anchor, in either direction', () => {
    expect([...toggleSelection(new Set(['a']), order, 'c', 'a', true)]).toEqual(['a', 'b', 'c']);
    expect([...toggleSelection(new Set(['d']), order, 'b', 'd', true)].sort()).toEqual([
      'b',
      'c',
      'd',
    ]);
  });

  it('takes a range off when its end was chosen', () => {
    expect([...toggleSelection(new Set(order), order, 'b', 'c', true)]).toEqual(['a', 'd']);
  });

  it('falls back to one row when the anchor is gone', () => {
    expect([...toggleSelection(new Set<string>(), order, 'b', 'gone', true)]).toEqual(['b']);
  });
});
