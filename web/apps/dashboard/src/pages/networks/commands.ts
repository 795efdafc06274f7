import { api, call, toApiError, type Network } from '@nebula/api';
import { confirm, plural, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '~/data/keys.ts';

export function useNetworksChanged(engine: string): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    () => client.invalidateQueries({ queryKey: keys.networks(engine) }),
    [client, engine],
  );
}

/** What can be removed: not what Docker brings itself, and not what somebody is on. */
export const isRemovable = (network: Network): boolean =>
  !network.builtin && network.containers.length === 0;

export function useRemoveNetwork(engine: string): (network: Network) => Promise<void> {
  const changed = useNetworksChanged(engine);
  return useCallback(
    async (network) => {
      const agreed = await confirm({
        title: `Remove ${network.name}?`,
        body: 'Stopped containers that were on it will not start until they are put on another one.',
        action: 'Remove',
        danger: true,
      });
      if (!agreed) return;
      try {
        await call(
          api.DELETE('/api/v1/docker/engines/{engine}/networks/{id}', {
            params: { path: { engine, id: network.id } },
          }),
        );
        toast.success(`${network.name} removed`);
      } catch (error) {
        toast.error(`${network.name} was not removed`, toApiError(error));
      }
      await changed();
    },
    [engine, changed],
  );
}

export function usePruneNetworks(engine: string): (networks: readonly Network[]) => Promise<void> {
  const changed = useNetworksChanged(engine);
  return useCallback(
    async (networks) => {
      const going = networks.filter(isRemovable);
      const agreed = await confirm({
        title: `Prune ${plural(going.length, 'network')}?`,
        body: `No running container is on ${going.length === 1 ? 'it' : 'them'}: ${going.map((each) => each.name).join(', ')}. Networks that stopped containers need stay.`,
        action: 'Prune',
        danger: true,
      });
      if (!agreed) return;
      try {
        const { deleted } = await call(
          api.POST('/api/v1/docker/engines/{engine}/networks/prune', {
            params: { path: { engine } },
          }),
        );
        toast.success(`${plural(deleted.length, 'network')} pruned`);
      } catch (error) {
        toast.error('Pruning failed', toApiError(error));
      }
      await changed();
    },
    [engine, changed],
  );
}
