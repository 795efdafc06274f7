import { compact, flag, listSearch, type ListSearch, type RawSearch } from '~/search.ts';

export interface ApiKeysSearch extends ListSearch {
  /** Everybody's keys, for those who may see them. */
  all?: true;
}

export function apiKeysSearch(raw: RawSearch): ApiKeysSearch {
  return compact<ApiKeysSearch>({ ...listSearch(raw), all: flag(raw, 'all') });
}
