import { api, call, type Container } from '@nebula/api';
import {
  Board,
  CopyButton,
  Facts,
  Meter,
  Panel,
  RelativeTime,
  Sparkline,
  Tag,
  cx,
  formatBytes,
  formatBytesPerSecond,
  formatPercent,
  fullnessTone,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, CircleX, Lock } from 'lucide-react';
import { useState } from 'react';
import { PortsCell } from '~/containers/cells.tsx';
import { useStale } from '~/live/live.ts';
import { useContainerUsage } from '~/live/stats.ts';
import { diagnose } from './diagnosis.ts';
import { useContainer } from './use-container.ts';

/** Is it well, and if not, why; then what it is made of. */
export function OverviewTab() {
  const { engine, container } = useContainer();
  const stale = useStale();
  if (!container) return null;
  return (
    <Board className={cx(stale && 'stale')}>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-7">
        <HealthPanel container={container} />
        {container.state === 'running' && <UsagePanel engine={engine} container={container} />}
        <EnvironmentPanel container={container} />
        {container.state === 'running' && <ProcessesPanel engine={engine} id={container.id} />}
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-5">
        <FactsPanel container={container} />
        <NetworksPanel container={container} />
        <MountsPanel container={container} />
        <LabelsPanel container={container} />
      </div>
    </Board>
  );
}

function HealthPanel({ container }: { container: Container }) {
  const { well, title, detail } = diagnose(container);
  const last = container.health_log.at(-1);
  const Icon = well ? CircleCheck : CircleX;
  return (
    <Panel>
      <div className="flex gap-3">
        <Icon
          size={20}
          aria-hidden
          className={cx('mt-px shrink-0', well ? 'text-well' : 'text-bad')}
        />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{title}</p>
          <p className="mt-0.5 text-sm break-words text-muted">{detail}</p>
          {last && (
            <div className="mt-3">
              <p className="text-xs text-muted">
                Last health check {last.at && <RelativeTime at={last.at} />}, exit code{' '}
                <span className="num">{last.exit_code}</span>
              </p>
              {last.output.trim() && (
                <pre className="scroll-thin mt-1.5 max-h-32 overflow-auto rounded-control border border-line bg-page/60 px-3 py-2 text-xs whitespace-pre-wrap text-muted">
                  {last.output.trim()}
                </pre>
              )}
            </div>
          )}
        </div>
      </div>
    </Panel>
  );
}

function UsagePanel({ engine, container }: { engine: string; container: Container }) {
  const usage = useContainerUsage(engine, container.id);
  const latest = usage?.latest;
  const limit = latest?.memory_limit_bytes ?? 0;
  const share = latest && limit > 0 ? latest.memory_bytes / limit : 0;
  return (
    <Panel title="Now" flush>
      <div className="grid gap-x-6 gap-y-4 px-4 pt-1 pb-4 sm:grid-cols-2">
        <div>
          <p className="flex items-baseline justify-between text-xs text-muted">
            CPU
            <span className="num text-lg font-semibold text-text">
              {formatPercent(latest?.cpu_percent)}
            </span>
          </p>
          <Sparkline className="mt-1.5" values={usage?.cpuPercent ?? []} span={60} />
        </div>
        <div>
          <p className="flex items-baseline justify-between text-xs text-muted">
            Memory
            <span className="num text-lg font-semibold text-text">
              {formatBytes(latest?.memory_bytes)}
            </span>
          </p>
          <Sparkline className="mt-1.5" tone="info" values={usage?.memoryBytes ?? []} span={60} />
          {limit > 0 && (
            <div className="mt-2">
              <Meter label="Memory of its limit" value={share} tone={fullnessTone(share)} />
              <p className="num mt-1 text-xs text-muted">
                {formatPercent(share * 100)} of {formatBytes(limit)}
              </p>
            </div>
          )}
        </div>
        <dl className="num col-span-full grid grid-cols-2 gap-x-6 gap-y-2 border-t border-line-soft pt-3 text-sm sm:grid-cols-4">
          {(
            [
              ['Received', formatBytesPerSecond(latest?.network_rx_bytes_per_s)],
              ['Sent', formatBytesPerSecond(latest?.network_tx_bytes_per_s)],
              ['Read', formatBytesPerSecond(latest?.block_read_bytes_per_s)],
              ['Written', formatBytesPerSecond(latest?.block_write_bytes_per_s)],
            ] as const
          ).map(([name, value]) => (
            <div key={name}>
              <dt className="text-xs text-muted">{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Panel>
  );
}

function FactsPanel({ container }: { container: Container }) {
  const command = [...container.entrypoint, ...container.arguments].join(' ');
  const { name, maximum_retry_count } = container.restart_policy;
  return (
    <Panel title="Details">
      <Facts
        rows={[
          { name: 'Created', value: <RelativeTime at={container.created_at} /> },
          { name: 'Ports', value: <PortsCell container={container} /> },
          {
            name: 'Command',
            value: <code className="text-xs break-all">{command || container.command}</code>,
          },
          {
            name: 'Restarts',
            value: `${name || 'no'}${maximum_retry_count > 0 ? `, at most ${maximum_retry_count} times` : ''}${container.restart_count ? ` (${container.restart_count} so far)` : ''}`,
          },
          {
            name: 'Limits',
            value: [
              container.cpu_limit != null ? `${container.cpu_limit} cores` : 'all cores',
              container.memory_limit_bytes != null
                ? formatBytes(container.memory_limit_bytes)
                : 'all memory',
            ].join(', '),
          },
          { name: 'User', value: container.user || 'root' },
          ...(container.working_dir
            ? [
                {
                  name: 'Directory',
                  value: <code className="text-xs">{container.working_dir}</code>,
                },
              ]
            : []),
          { name: 'Host name', value: <code className="text-xs">{container.hostname}</code> },
          ...(container.pid != null ? [{ name: 'Process', value: container.pid }] : []),
          ...(container.privileged
            ? [{ name: 'Privileged', value: <span className="text-warn">yes</span> }]
            : []),
          {
            name: 'Image',
            value: (
              <span className="flex items-center">
                <code className="truncate text-xs" title={container.image_digest ?? undefined}>
                  {container.image_digest ?? container.image_id}
                </code>
                <CopyButton
                  text={container.image_digest ?? container.image_id}
                  label="Copy the digest"
                />
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function NetworksPanel({ container }: { container: Container }) {
  if (container.network_settings.length === 0) return null;
  return (
    <Panel title="Networks">
      <Facts
        rows={container.network_settings.map((network) => ({
          name: network.name,
          value: (
            <span className="font-mono text-xs" title={network.mac_address ?? undefined}>
              {network.ip_address ?? '–'}
              {network.gateway && <span className="text-faint"> via {network.gateway}</span>}
            </span>
          ),
        }))}
      />
    </Panel>
  );
}

function MountsPanel({ container }: { container: Container }) {
  if (container.mounts.length === 0) return null;
  return (
    <Panel title="Mounts" flush>
      <ul className="px-4 pb-3">
        {container.mounts.map((mount) => (
          <li
            key={mount.destination}
            className="border-t border-line-soft py-2 text-sm first:border-t-0"
          >
            <p className="flex items-center gap-2">
              <code className="truncate text-xs">{mount.destination}</code>
              <Tag>{mount.kind}</Tag>
              {mount.read_only && <Tag>read only</Tag>}
            </p>
            <p className="truncate font-mono text-xs text-faint" title={mount.source}>
              {mount.name ?? mount.source}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const SHOWN_LABELS = 6;

function LabelsPanel({ container }: { container: Container }) {
  const [all, setAll] = useState(false);
  const labels = Object.entries(container.labels).sort(([a], [b]) => a.localeCompare(b));
  if (labels.length === 0) return null;
  return (
    <Panel title="Labels">
      <dl className="flex flex-col gap-2">
        {labels.slice(0, all ? undefined : SHOWN_LABELS).map(([name, value]) => (
          <div key={name} className="min-w-0 font-mono text-xs">
            <dt className="break-all text-faint">{name}</dt>
            <dd className="break-all">{value || '–'}</dd>
          </div>
        ))}
      </dl>
      {labels.length > SHOWN_LABELS && (
        <button
          type="button"
          className="mt-3 rounded-[4px] text-xs font-medium text-accent-strong hover:underline"
          onClick={() => setAll(!all)}
        >
          {all ? 'Show fewer' : `Show all ${labels.length}`}
        </button>
      )}
    </Panel>
  );
}

function EnvironmentPanel({ container }: { container: Container }) {
  if (container.environment.length === 0) return null;
  const masked = container.environment.some((each) => each.masked);
  return (
    <Panel
      title="Environment"
      aside={
        masked && (
          <span className="flex items-center gap-1.5 text-xs text-muted">
            <Lock size={13} aria-hidden /> secrets are masked
          </span>
        )
      }
    >
      <dl className="grid grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)] font-mono text-xs">
        {container.environment.map((variable) => (
          <div
            key={variable.name}
            className="col-span-2 grid grid-cols-subgrid gap-x-6 border-t border-line-soft py-1.5 first:border-t-0"
          >
            <dt className="max-w-72 truncate text-muted" title={variable.name}>
              {variable.name}
            </dt>
            <dd className="min-w-0 break-all">
              {variable.masked ? (
                <span className="text-faint" title="You may not see this value">
                  ••••••••
                </span>
              ) : (
                variable.value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function ProcessesPanel({ engine, id }: { engine: string; id: string }) {
  const { data } = useQuery({
    queryKey: ['processes', engine, id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/containers/{id}/processes', {
          params: { path: { engine, id } },
          signal,
        }),
      ),
    refetchInterval: 5_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <Panel title="Processes" flush>
      <div
        className="scroll-thin overflow-x-auto pb-2"
        tabIndex={0}
        role="region"
        aria-label="Processes"
      >
        <table className="w-full text-left font-mono text-xs">
          <thead>
            <tr>
              {data.titles.map((title) => (
                <th key={title} scope="col" className="px-4 py-1.5 font-medium text-faint">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.items.map((process, row) => (
              <tr key={process[1] ?? row} className="border-t border-line-soft">
                {process.map((value, column) => (
                  <td
                    key={data.titles[column] ?? column}
                    className="max-w-96 truncate px-4 py-1.5 whitespace-nowrap text-muted last:text-text"
                    title={value}
                  >
                    {value}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
