import { engineListSearch, type EngineListSearch } from '~/lists/search.ts';
import { compact, oneOf, type RawSearch } from '~/search.ts';

export interface VolumesSearch extends EngineListSearch {
  use?: 'used' | 'unused';
}

export function volumesSearch(raw: RawSearch): VolumesSearch {
  return compact<VolumesSearch>({
    ...engineListSearch(raw),
    use: oneOf(raw, 'use', ['used', 'unused']),
  });
}
