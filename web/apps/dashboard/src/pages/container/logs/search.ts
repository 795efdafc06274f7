import { text, type RawSearch } from '~/search.ts';

/** What the server hands out at once, at most. */
export const MOST_LINES = 10_000;

export interface LogsSearch {
  q?: string | undefined;
  tail?: number | undefined;
}

export function logsSearch(raw: RawSearch): LogsSearch {
  const q = text(raw, 'q');
  const tail = Number(raw['tail']);
  return {
    ...(q !== undefined && { q }),
    ...(Number.isInteger(tail) && tail > 0 && tail <= MOST_LINES && { tail }),
  };
}
