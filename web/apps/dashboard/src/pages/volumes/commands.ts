import { api, call, toApiError, type Volume } from '@nebula/api';
import { confirm, formatBytes, plural, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '~/data/keys.ts';

export function useVolumesChanged(engine: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.volumes(engine) }),
      client.invalidateQueries({ queryKey: keys.diskUsage(engine) }),
    ]);
  }, [client, engine]);
}

/** Asks for the volume's name, as its data is lost for ever, and removes it. */
export function useRemoveVolume(engine: string): (volume: Volume) => Promise<void> {
  const changed = useVolumesChanged(engine);
  return useCallback(
    async (volume) => {
      const size = volume.size_bytes ? ` (${formatBytes(volume.size_bytes)})` : '';
      const agreed = await confirm({
        title: `Remove ${volume.name}?`,
        body: `All data in it${size} is lost for ever. Nothing brings it back.`,
        action: 'Remove',
        danger: true,
        typeToConfirm: volume.name,
      });
      if (!agreed) return;
      try {
        await call(
          api.DELETE('/api/v1/docker/engines/{engine}/volumes/{name}', {
            params: { path: { engine, name: volume.name } },
          }),
        );
        toast.success(`${volume.name} removed`);
      } catch (error) {
        toast.error(`${volume.name} was not removed`, toApiError(error));
      }
      await changed();
    },
    [engine, changed],
  );
}

/** A name that Docker made up itself: nobody asked for this volume by name. */
export const isAnonymous = (volume: Volume): boolean => /^[0-9a-f]{64}$/.test(volume.name);

/** What a prune would take: what nobody uses, and of that all or only what nobody named. */
export function prunableVolumes(volumes: readonly Volume[], all: boolean): Volume[] {
  return volumes.filter((each) => each.containers.length === 0 && (all || isAnonymous(each)));
}

export function usePruneVolumes(engine: string): (all: boolean) => Promise<void> {
  const changed = useVolumesChanged(engine);
  return useCallback(
    async (all) => {
      const id = toast.show({ title: 'Pruning volumes', tone: 'busy', progress: null });
      try {
        const { deleted, reclaimed_bytes } = await call(
          api.POST('/api/v1/docker/engines/{engine}/volumes/prune', {
            params: { path: { engine } },
            body: { all },
          }),
        );
        toast.success(`${plural(deleted.length, 'volume')} pruned`, {
          id,
          detail: `${formatBytes(reclaimed_bytes)} of disk space are free again.`,
        });
      } catch (error) {
        toast.error('Pruning failed', toApiError(error), { id });
      }
      await changed();
    },
    [engine, changed],
  );
}
