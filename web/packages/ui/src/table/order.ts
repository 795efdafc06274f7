// The table's logic without its looks: which rows, in which order, which of them chosen.

export type SortValue = string | number | null | undefined;

export interface Sort {
  column: string;
  descending: boolean;
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Orders two values; what is missing comes last whichever the direction. */
export function compareValues(a: SortValue, b: SortValue, descending: boolean): number {
  if (a == null || b == null) return a == null ? (b == null ? 0 : 1) : -1;
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
}

/** A sorted copy; rows that compare equal keep their order. */
export function sortRows<T>(
  rows: readonly T[],
  value: ((row: T) => SortValue) | undefined,
  descending: boolean,
): T[] {
  if (!value) return [...rows];
  return rows
    .map((row) => ({ row, key: value(row) }))
    .sort((a, b) => compareValues(a.key, b.key, descending))
    .map((each) => each.row);
}

/**
 * Keeps the order of before for rows that were there, so that nothing moves under the pointer;
 * new rows come at the end until the order may change again.
 */
export function keepOrder<T>(
  rows: readonly T[],
  rowKey: (row: T) => string,
  before: readonly string[],
): T[] {
  const byKey = new Map(rows.map((row) => [rowKey(row), row]));
  const kept: T[] = [];
  for (const key of before) {
    const row = byKey.get(key);
    if (row !== undefined) {
      kept.push(row);
      byKey.delete(key);
    }
  }
  return [...kept, ...byKey.values()];
}

/** The next sort when a head is pressed: up, down, and back to the list's own order. */
export function nextSort(current: Sort | undefined, column: string): Sort | undefined {
  if (current?.column !== column) return { column, descending: false };
  return current.descending ? undefined : { column, descending: true };
}

/** The selection after a click on `key`, with all from `anchor` on when shift is held. */
export function toggleSelection(
  selected: ReadonlySet<string>,
  order: readonly string[],
  key: string,
  anchor: string | null,
  range: boolean,
): Set<string> {
  const next = new Set(selected);
  const choose = !selected.has(key);
  const from = anchor === null ? -1 : order.indexOf(anchor);
  const to = order.indexOf(key);
  const keys =
    range && from !== -1 && to !== -1
      ? order.slice(Math.min(from, to), Math.max(from, to) + 1)
      : [key];
  for (const each of keys) {
    if (choose) next.add(each);
    else next.delete(each);
  }
  return next;
}
