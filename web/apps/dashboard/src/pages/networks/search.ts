import { engineListSearch, type EngineListSearch } from '~/lists/search.ts';
import { compact, oneOf, type RawSearch } from '~/search.ts';

export interface NetworksSearch extends EngineListSearch {
  use?: 'used' | 'unused' | 'builtin';
}

export function networksSearch(raw: RawSearch): NetworksSearch {
  return compact<NetworksSearch>({
    ...engineListSearch(raw),
    use: oneOf(raw, 'use', ['used', 'unused', 'builtin']),
  });
}
