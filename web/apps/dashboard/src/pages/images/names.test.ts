import type { Image } from '@nebula/api';
import { describe, expect, it } from 'vitest';
import { imageName, matchesImage, matchesUse, prunable } from './names.ts';

function image(part: Partial<Image>): Image {
  return {
    id: `sha256:${'ab'.repeat(32)}`,
    tags: [],
    digests: [],
    created_at: '2026-01-01T00:00:00Z',
    size_bytes: 1,
    containers: 0,
    labels: {},
    dangling: false,
    ...part,
  };
}

describe('what an image is called', () => {
  it('is its first tag in the alphabet', () => {
    expect(imageName(image({ tags: ['web:2', 'web:1'] }))).toBe('web:1');
  });

  it('falls back to the repository and then to the id', () => {
    expect(imageName(image({ digests: ['ghcr.io/a/b@sha256:cd'] }))).toBe('ghcr.io/a/b');
    expect(imageName(image({ digests: ['<none>@sha256:cd'] }))).toBe('abababababab');
    expect(imageName(image({}))).toBe('abababababab');
  });
});

describe('which images are shown', () => {
  const used = image({ tags: ['a:1'], containers: 2 });
  const spare = image({ tags: ['b:1'], labels: { team: 'media' } });
  const untagged = image({ dangling: true });

  it('tells used, unused and untagged apart', () => {
    const all = [used, spare, untagged];
    expect(all.filter((each) => matchesUse(each, 'used'))).toEqual([used]);
    expect(all.filter((each) => matchesUse(each, 'unused'))).toEqual([spare, untagged]);
    expect(all.filter((each) => matchesUse(each, 'untagged'))).toEqual([untagged]);
  });

  it('searches labels too', () => {
    expect(matchesImage(spare, 'team=media')).toBe(true);
    expect(matchesImage(used, 'team=media')).toBe(false);
  });

  it('prunes never what a container uses', () => {
    expect(prunable([used, spare, untagged], false)).toEqual([untagged]);
    expect(prunable([used, spare, untagged], true)).toEqual([spare, untagged]);
  });
});
