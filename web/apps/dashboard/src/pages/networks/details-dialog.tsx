import { toApiError, type Network } from '@nebula/api';
import { Button, CopyButton, Dialog, Facts, Notice, RelativeTime, shortId } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { networkQuery } from '~/data/docker-queries.ts';
import { ContainerLinks } from '~/lists/container-links.tsx';
import { LabelList } from '~/lists/label-list.tsx';
import { isRemovable } from './commands.ts';

/** Everything about one network, with who is on it and under which address. */
export function NetworkDetails({
  engine,
  network: listed,
  onRemove,
  onClose,
}: {
  engine: string;
  network: Network;
  /** Absent where this person may not remove it. */
  onRemove: (() => void) | undefined;
  onClose: () => void;
}) {
  const query = useQuery(networkQuery(engine, listed.id));
  const network = query.data ?? listed;
  const removable = isRemovable(network);
  const flags = [
    network.internal && 'internal',
    network.attachable && 'attachable',
    network.ipv6 && 'IPv6',
  ].filter(Boolean);
  return (
    <Dialog
      open
      reading
      onOpenChange={onClose}
      title={network.name}
      footer={
        onRemove && (
          <>
            {!removable && (
              <p className="mr-auto self-center text-xs text-muted">
                {network.builtin
                  ? 'Docker brings it itself; it cannot be removed.'
                  : 'It can be removed once no container is on it.'}
              </p>
            )}
            <Button variant="danger" icon={Trash2} disabled={!removable} onClick={onRemove}>
              Remove
            </Button>
          </>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {query.isError && (
          <Notice tone="warn" title="The details could not be read">
            {toApiError(query.error).message}
          </Notice>
        )}
        <Facts
          rows={[
            {
              name: 'Members',
              value:
                network.containers.length > 0 ? (
                  <ul className="flex flex-col gap-1">
                    {network.containers.map((member) => (
                      <li key={member.id} className="flex items-center justify-between gap-4">
                        <ContainerLinks engine={engine} names={[member.name]} />
                        <span className="font-mono text-xs text-muted">
                          {member.ipv4_address ?? '–'}
                        </span>
                      </li>
                    ))}
                  </ul>
                ) : (
                  <span className="text-muted">no running container</span>
                ),
            },
            {
              name: 'Addresses',
              value:
                network.subnets.length > 0 ? (
                  <ul className="font-mono text-xs">
                    {network.subnets.map((subnet) => (
                      <li key={subnet.subnet}>
                        {subnet.subnet}
                        {subnet.gateway && (
                          <span className="text-muted"> via {subnet.gateway}</span>
                        )}
                      </li>
                    ))}
                  </ul>
                ) : (
                  '–'
                ),
            },
            { name: 'Driver', value: `${network.driver} (${network.scope})` },
            ...(flags.length > 0 ? [{ name: 'Kind', value: flags.join(', ') }] : []),
            {
              name: 'Created',
              value: network.created_at ? <RelativeTime at={network.created_at} /> : '–',
            },
            {
              name: 'Id',
              value: (
                <span className="flex items-center font-mono text-xs">
                  {shortId(network.id)}
                  <CopyButton text={network.id} label="Copy the id" />
                </span>
              ),
            },
            { name: 'Labels', value: <LabelList labels={network.labels} /> },
          ]}
        />
      </div>
    </Dialog>
  );
}
