import type { Volume } from '@nebula/api';
import { expect, it } from 'vitest';
import { isAnonymous, prunableVolumes } from './commands.ts';

function volume(name: string, containers: string[] = []): Volume {
  return {
    name,
    containers,
    driver: 'local',
    mountpoint: `/var/lib/docker/volumes/${name}/_data`,
    created_at: null,
    labels: {},
    scope: 'local',
    size_bytes: null,
  };
}

it('prunes only what nobody uses, and what somebody named only when asked to', () => {
  const made = volume('0f'.repeat(32));
  const named = volume('pgdata');
  const used = volume('media', ['jellyfin']);
  expect(isAnonymous(made)).toBe(true);
  expect(isAnonymous(named)).toBe(false);
  expect(prunableVolumes([made, named, used], false)).toEqual([made]);
  expect(prunableVolumes([made, named, used], true)).toEqual([made, named]);
});
