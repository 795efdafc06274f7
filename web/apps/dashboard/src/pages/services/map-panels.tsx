import { toApiError, type Node, type Service } from '@nebula/api';
import { Dot, ErrorState, Notice, Panel, RelativeTime, SkeletonLines, Tag } from '@nebula/ui';
import type { UseQueryResult } from '@tanstack/react-query';
import { FileWarning } from 'lucide-react';
import type { ServiceMap } from '@nebula/api';
import { SERVICE_TONES } from '~/pages/home/services-panel.tsx';

/** That the newest map was refused, where and why, and which one stays in force. */
export function RefusedMap({ map }: { map: ServiceMap | undefined }) {
  if (!map?.error) return null;
  return (
    <Notice tone="bad" icon={FileWarning} title={`The newest ${map.path} was refused`}>
      <pre className="scroll-thin mt-1.5 max-h-48 overflow-auto rounded-control border border-line bg-page/60 px-3 py-2 font-mono text-xs whitespace-pre-wrap text-text">
        {map.error}
      </pre>
      <p className="mt-2">
        The map read <RelativeTime at={map.loaded_at} /> stays in force. Save a corrected file and
        it is read at once.
      </p>
    </Notice>
  );
}

/** The machines of the map and what is on them. */
export function NodesPanel({
  query,
  services,
}: {
  query: UseQueryResult<ServiceMap>;
  services: readonly Service[];
}) {
  const map = query.data;
  return (
    <section aria-label="Nodes" className="flex flex-col gap-3">
      <h2 className="text-base font-semibold">Nodes</h2>
      {query.isPending ? (
        <Panel>
          <SkeletonLines lines={4} />
        </Panel>
      ) : !map ? (
        <Panel flush>
          <ErrorState
            compact
            problem={toApiError(query.error)}
            onRetry={() => void query.refetch()}
            retrying={query.isFetching}
          />
        </Panel>
      ) : (
        <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
          {map.nodes.map((node) => (
            <li key={node.id}>
              <NodeCard node={node} services={services} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function NodeCard({ node, services }: { node: Node; services: readonly Service[] }) {
  const addresses = [
    ['Network', node.host],
    ['Tailnet', node.tailscale_address],
    ['Docker', node.docker],
  ] as const;
  return (
    <Panel
      className="h-full"
      title={node.id}
      aside={node.roles.map((role) => (
        <Tag key={role}>{role}</Tag>
      ))}
    >
      {node.description && <p className="text-sm text-muted">{node.description}</p>}
      <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {addresses.map(
          ([name, address]) =>
            address && (
              <div key={name} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-muted">{name}</dt>
                <dd className="font-mono break-all">{address}</dd>
              </div>
            ),
        )}
      </dl>
      <ul className="mt-3 flex flex-wrap gap-1.5 border-t border-line-soft pt-3">
        {node.services.map((name) => {
          const service = services.find((each) => each.name === name);
          return (
            <li
              key={name}
              title={service ? `${name} is ${service.status}` : name}
              className="inline-flex h-6 items-center gap-1.5 rounded-chip border border-line bg-surface-2 px-2 text-xs"
            >
              <Dot
                tone={service ? SERVICE_TONES[service.status] : 'unknown'}
                className="size-1.5"
              />
              {name}
              <span className="sr-only">{service?.status ?? 'unknown'}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
