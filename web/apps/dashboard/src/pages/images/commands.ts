import { api, call, toApiError, type Image } from '@nebula/api';
import { confirm, formatBytes, plural, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '~/data/keys.ts';
import { imageName, prunable } from './names.ts';

/** Renews what shows images and how much room they take. */
export function useImagesChanged(engine: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.images(engine) }),
      client.invalidateQueries({ queryKey: keys.diskUsage(engine) }),
    ]);
  }, [client, engine]);
}

/** Asks, removes, and says how it went. Answers whether the image is gone. */
export function useRemoveImages(engine: string): (images: readonly Image[]) => Promise<boolean> {
  const changed = useImagesChanged(engine);
  return useCallback(
    async (images) => {
      const [first] = images;
      if (!first) return false;
      const one = images.length === 1;
      const what = one ? imageName(first) : plural(images.length, 'image');
      const used = images.filter((each) => each.containers > 0).length;
      const names = images.reduce((sum, each) => sum + each.tags.length, 0);
      const agreed = await confirm({
        title: `Remove ${what}?`,
        body: [
          one && names > 1 && `All its ${names} names go: ${first.tags.join(', ')}.`,
          used > 0 &&
            `${one ? 'Containers were' : `Containers of ${used} were`} made from it and lose their image; what still runs keeps the engine from removing it.`,
          'What was pulled can be pulled again; what was built here and pushed nowhere is lost.',
        ]
          .filter(Boolean)
          .join(' '),
        action: 'Remove',
        danger: true,
      });
      if (!agreed) return false;
      let removed = 0;
      for (const image of images) {
        try {
          await call(
            api.DELETE('/api/v1/docker/engines/{engine}/images/{id}', {
              params: {
                path: { engine, id: image.id },
                query: { force: image.tags.length > 1 || image.containers > 0 },
              },
            }),
          );
          removed += 1;
        } catch (error) {
          toast.error(`${imageName(image)} was not removed`, toApiError(error));
        }
      }
      if (removed > 0) {
        toast.success(one ? `${imageName(first)} removed` : `${plural(removed, 'image')} removed`);
      }
      await changed();
      return removed === images.length;
    },
    [engine, changed],
  );
}

/** Removes what no container uses, and says how much room that made. */
export function usePruneImages(engine: string) {
  const changed = useImagesChanged(engine);
  return useCallback(
    async (images: readonly Image[], all: boolean): Promise<void> => {
      const before = prunable(images, all).length;
      const id = toast.show({ title: 'Pruning images', tone: 'busy', progress: null });
      try {
        const { reclaimed_bytes } = await call(
          api.POST('/api/v1/docker/engines/{engine}/images/prune', {
            params: { path: { engine } },
            body: { all },
          }),
        );
        toast.success(`${plural(before, 'image')} pruned`, {
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
