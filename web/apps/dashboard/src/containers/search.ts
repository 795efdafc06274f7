import { compact, listSearch, oneOf, text, type ListSearch, type RawSearch } from '../search.ts';

export const STATUS_FILTERS = ['running', 'problem', 'paused', 'stopped'] as const;
export type StatusFilter = (typeof STATUS_FILTERS)[number];

export interface ContainersSearch extends ListSearch {
  engine?: string;
  status?: StatusFilter;
  project?: string;
}

export function containersSearch(raw: RawSearch): ContainersSearch {
  return compact<ContainersSearch>({
    ...listSearch(raw),
    engine: text(raw, 'engine'),
    status: oneOf(raw, 'status', STATUS_FILTERS),
    project: text(raw, 'project'),
  });
}
