import { describe, expect, it } from 'vitest';
import { engineListSearch, matchesWords } from './search.ts';

describe('the address of a list', () => {
  it('keeps what it knows and leaves out the rest', () => {
    expect(engineListSearch({ q: 'nginx', engine: 'lab', open: 7, sort: '-size', x: 'y' })).toEqual(
      { q: 'nginx', engine: 'lab', open: '7', sort: '-size' },
    );
    expect(engineListSearch({ q: '', engine: ['a'] })).toEqual({});
  });
});

describe('searching by words', () => {
  it('finds every word anywhere, in any case', () => {
    expect(matchesWords('PG data', ['pgdata', 'local'])).toBe(true);
    expect(matchesWords('local pg', ['pgdata', 'local'])).toBe(true);
  });

  it('wants all the words', () => {
    expect(matchesWords('pg nfs', ['pgdata', 'local'])).toBe(false);
  });

  it('lets all pass without words', () => {
    expect(matchesWords(undefined, [])).toBe(true);
  });
});
