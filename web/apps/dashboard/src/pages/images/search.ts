import { engineListSearch, type EngineListSearch } from '~/lists/search.ts';
import { compact, oneOf, type RawSearch } from '~/search.ts';

export const IMAGE_USES = ['used', 'unused', 'untagged'] as const;
export type ImageUse = (typeof IMAGE_USES)[number];

export interface ImagesSearch extends EngineListSearch {
  use?: ImageUse;
}

export function imagesSearch(raw: RawSearch): ImagesSearch {
  return compact<ImagesSearch>({ ...engineListSearch(raw), use: oneOf(raw, 'use', IMAGE_USES) });
}
