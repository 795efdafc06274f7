import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { compact, listSearch, text, type ListSearch, type RawSearch } from '../search.ts';

/** What the lists of one engine's things keep in their address. */
export interface EngineListSearch extends ListSearch {
  engine?: string;
  /** The thing whose details are open. */
  open?: string;
}

export function engineListSearch(raw: RawSearch): EngineListSearch {
  return compact<EngineListSearch>({
    ...listSearch(raw),
    engine: text(raw, 'engine'),
    open: text(raw, 'open'),
  });
}

/**
 * Changes parts of the page's address in place; undefined takes a part out. What is typed leaves
 * no trail in the history.
 */
export function useChangeSearch<S extends object>(): (part: {
  [K in keyof S]?: S[K] | undefined;
}) => void {
  const navigate = useNavigate();
  return useCallback(
    (part) =>
      void navigate({
        to: '.',
        // The route's own reader of its address checks what comes out.
        search: ((before: object) => compact({ ...before, ...part })) as never,
        replace: true,
      }),
    [navigate],
  );
}

/** Whether every word of the search is in one of the texts. */
export function matchesWords(search: string | undefined, texts: readonly string[]): boolean {
  if (!search) return true;
  const subject = texts.join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => subject.includes(word));
}
