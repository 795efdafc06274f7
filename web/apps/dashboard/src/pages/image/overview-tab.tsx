import type { ImageDetail } from '@nebula/api';
import { Board, CopyButton, EmptyState, Facts, Panel, SkeletonLines, Tag } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Box } from 'lucide-react';
import { NameCell, StateCell } from '~/containers/cells.tsx';
import { containersQuery } from '~/data/queries.ts';
import { useCan } from '~/session.ts';

/** What it runs, how it is called, and who uses it. */
export function OverviewTab({ engine, image }: { engine: string; image: ImageDetail }) {
  const may = useCan();
  return (
    <Board>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-7">
        <StartPanel image={image} />
        {may('containers') && <ContainersPanel engine={engine} image={image} />}
        <EnvironmentPanel image={image} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 lg:col-span-5">
        <NamesPanel image={image} />
        <LabelsPanel image={image} />
      </div>
    </Board>
  );
}

function StartPanel({ image }: { image: ImageDetail }) {
  const command = (words: readonly string[]) =>
    words.length > 0 ? (
      <code className="text-xs break-all">{words.map(quoted).join(' ')}</code>
    ) : (
      <span className="text-muted">none</span>
    );
  return (
    <Panel title="What it runs">
      <Facts
        rows={[
          { name: 'Entrypoint', value: command(image.entrypoint) },
          { name: 'Command', value: command(image.command) },
          {
            name: 'Ports',
            value:
              image.exposed_ports.length > 0 ? (
                <span className="flex flex-wrap gap-1.5">
                  {image.exposed_ports.map((port) => (
                    <Tag key={port}>{port}</Tag>
                  ))}
                </span>
              ) : (
                <span className="text-muted">none exposed</span>
              ),
          },
          { name: 'Platform', value: `${image.os}/${image.architecture}` },
          ...(image.author ? [{ name: 'Author', value: image.author }] : []),
        ]}
      />
    </Panel>
  );
}

const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

function ContainersPanel({ engine, image }: { engine: string; image: ImageDetail }) {
  const { data, isPending } = useQuery(containersQuery(engine));
  const using = data?.items.filter((each) => each.image_id === image.id) ?? [];
  return (
    <Panel title="Containers" flush>
      {isPending ? (
        <div className="px-4 pb-4">
          <SkeletonLines lines={2} />
        </div>
      ) : using.length === 0 ? (
        <EmptyState compact icon={Box} title="No container uses it" />
      ) : (
        <ul className="pb-1.5">
          {using.map((each) => (
            <li
              key={each.id}
              className="flex items-center justify-between gap-3 border-t border-line-soft px-4 py-2 text-sm first:border-t-0"
            >
              <NameCell engine={engine} container={each} />
              <StateCell container={each} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function EnvironmentPanel({ image }: { image: ImageDetail }) {
  if (image.environment.length === 0) return null;
  return (
    <Panel title="Environment">
      <dl className="grid grid-cols-[minmax(8rem,max-content)_minmax(0,1fr)] font-mono text-xs">
        {image.environment.map((variable) => (
          <div
            key={variable.name}
            className="col-span-2 grid grid-cols-subgrid gap-x-6 border-t border-line-soft py-1.5 first:border-t-0"
          >
            <dt className="max-w-72 truncate text-muted" title={variable.name}>
              {variable.name}
            </dt>
            <dd className="min-w-0 break-all">
              {variable.masked ? (
                <span className="text-muted" title="You may not see this value">
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

function NamesPanel({ image }: { image: ImageDetail }) {
  const names = [...image.tags, ...image.digests];
  return (
    <Panel title="Names">
      {names.length === 0 ? (
        <p className="text-sm text-muted">It has none; only its id leads to it.</p>
      ) : (
        <ul className="flex flex-col">
          {names.map((name) => (
            <li key={name} className="flex items-center justify-between gap-2">
              <code className="min-w-0 text-xs break-all">{name}</code>
              <CopyButton text={name} label={`Copy ${name}`} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function LabelsPanel({ image }: { image: ImageDetail }) {
  const labels = Object.entries(image.labels).sort(([a], [b]) => a.localeCompare(b));
  if (labels.length === 0) return null;
  return (
    <Panel title="Labels">
      <dl className="flex flex-col gap-2">
        {labels.map(([name, value]) => (
          <div key={name} className="min-w-0 font-mono text-xs">
            <dt className="break-all text-muted">{name}</dt>
            <dd className="break-all">{value || '–'}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
