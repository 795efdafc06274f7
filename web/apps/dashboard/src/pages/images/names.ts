import type { Image } from '@nebula/api';
import { shortId } from '@nebula/ui';
import { matchesWords } from '~/lists/search.ts';
import type { ImageUse } from './search.ts';

/** What people call an image: its first tag, or the repository it came from, or its id. */
export function imageName(image: Image): string {
  const [tag] = [...image.tags].sort();
  if (tag) return tag;
  const [repository] = image.digests[0]?.split('@') ?? [];
  return repository && repository !== '<none>' ? repository : shortId(image.id);
}

/** Its tags beside the one it is called by. */
export function otherTags(image: Image): string[] {
  const name = imageName(image);
  return [...image.tags].sort().filter((each) => each !== name);
}

export function matchesUse(image: Image, use: ImageUse | undefined): boolean {
  switch (use) {
    case undefined:
      return true;
    case 'used':
      return image.containers > 0;
    case 'unused':
      return image.containers === 0;
    case 'untagged':
      return image.tags.length === 0;
  }
}

export function matchesImage(image: Image, search: string | undefined): boolean {
  const labels = Object.entries(image.labels).map(([name, value]) => `${name}=${value}`);
  return matchesWords(search, [...image.tags, ...image.digests, image.id, ...labels]);
}

/** What a prune would take: untagged images without a container, or all without one. */
export function prunable(images: readonly Image[], all: boolean): Image[] {
  return images.filter((each) => each.containers === 0 && (all || each.tags.length === 0));
}
