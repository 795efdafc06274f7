import { text, type RawSearch } from '~/search.ts';

export interface LogsSearch {
  q?: string | undefined;
  tail?: number | undefined;
}

export function logsSearch(raw: RawSearch): LogsSearch {
  const q = text(raw, 'q');
  const tail = Number(raw['tail']);
  return {
    ...(q !== undefined && { q }),
    ...(Number.isInteger(tail) && tail > 0 && tail <= 20_000 && { tail }),
  };
}
