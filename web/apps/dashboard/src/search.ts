// Reading the address: what a page keeps there is checked once, and what is not understood is
// left out rather than failing the page.
import type { Sort } from '@nebula/ui';

export type RawSearch = Record<string, unknown>;

export function text(raw: RawSearch, key: string): string | undefined {
  const value = raw[key];
  // The router reads `?q=123` as a number.
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function oneOf<const V extends string>(
  raw: RawSearch,
  key: string,
  values: readonly V[],
): V | undefined {
  return values.find((value) => value === raw[key]);
}

export function flag(raw: RawSearch, key: string): true | undefined {
  return raw[key] === true || raw[key] === 'true' ? true : undefined;
}

/** Leaves out what is undefined, so that addresses stay short. */
export function compact<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}

/** `name` and `-name` as the table's sort. */
export function parseSort(sort: string | undefined): Sort | undefined {
  if (!sort) return undefined;
  return sort.startsWith('-')
    ? { column: sort.slice(1), descending: true }
    : { column: sort, descending: false };
}

export function writeSort(sort: Sort | undefined): string | undefined {
  return sort && (sort.descending ? `-${sort.column}` : sort.column);
}

/** What nearly every list keeps in its address. */
export interface ListSearch {
  q?: string;
  sort?: string;
}

export function listSearch(raw: RawSearch): ListSearch {
  const q = text(raw, 'q');
  const sort = text(raw, 'sort');
  return { ...(q !== undefined && { q }), ...(sort !== undefined && { sort }) };
}
