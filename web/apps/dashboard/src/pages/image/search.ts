import { compact, oneOf, type RawSearch } from '~/search.ts';

export const IMAGE_TABS = ['history', 'inspect'] as const;

export interface ImageSearch {
  /** The first tab when absent. */
  tab?: (typeof IMAGE_TABS)[number];
}

export function imageSearch(raw: RawSearch): ImageSearch {
  return compact<ImageSearch>({ tab: oneOf(raw, 'tab', IMAGE_TABS) });
}
