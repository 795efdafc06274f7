import { Panel, SkeletonLines, StateChip, useClockText } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronRight, CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import { enginesQuery, hostStatsQuery, servicesQuery, tasksQuery } from '~/data/queries.ts';
import { useCan } from '~/session.ts';
import { attentionList, type Attention } from './attention.ts';
import { useAllContainers } from './use-all-containers.ts';

const SHOWN = 6;

/** What needs me. */
export function AttentionPanel() {
  const may = useCan();
  const host = useQuery(hostStatsQuery);
  const services = useQuery(servicesQuery);
  const engines = useQuery({ ...enginesQuery, enabled: may('containers') });
  const tasks = useQuery(tasksQuery);
  const { containers, isPending } = useAllContainers();
  // A minute is fine enough for what "recently" means here.
  const minute = Number(useClockText((now) => String(Math.floor(now / 60_000))));
  const waiting = isPending || (host.isPending && services.isPending);
  const list = attentionList(
    {
      host: host.data,
      services: services.data?.items ?? [],
      engines: engines.data?.items ?? [],
      containers,
      tasks: tasks.data?.items ?? [],
    },
    minute * 60_000,
  );
  return (
    <Panel
      title="Needs attention"
      aside={
        list.length > 0 && (
          <StateChip
            plain
            tone={list.some((each) => each.tone === 'bad') ? 'bad' : 'warn'}
            word={`${list.length} open`}
          />
        )
      }
      flush
    >
      {waiting ? (
        <div className="px-4 pt-2 pb-4">
          <SkeletonLines lines={2} />
        </div>
      ) : list.length === 0 ? (
        <p className="flex items-center gap-2.5 px-4 pt-1 pb-4 text-sm text-muted">
          <CircleCheck size={16} aria-hidden className="text-well" />
          Nothing does. Everything that should run is running.
        </p>
      ) : (
        <ul className="pb-1.5">
          {list.slice(0, SHOWN).map((each) => (
            <AttentionRow key={each.key} entry={each} />
          ))}
          {list.length > SHOWN && (
            <li className="px-4 py-2 text-xs text-muted">and {list.length - SHOWN} more</li>
          )}
        </ul>
      )}
    </Panel>
  );
}

function AttentionRow({ entry }: { entry: Attention }) {
  const Icon = entry.tone === 'bad' ? CircleX : CircleAlert;
  const body = (
    <>
      <Icon
        size={16}
        aria-hidden
        className={`mt-0.5 shrink-0 ${entry.tone === 'bad' ? 'text-bad' : 'text-warn'}`}
      />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-sm font-medium">{entry.title}</span>
        <span className="block truncate text-xs text-muted">{entry.detail}</span>
      </span>
    </>
  );
  const className = 'flex gap-3 px-4 py-2';
  return (
    <li>
      {entry.container ? (
        <Link
          to="/containers/$engine/$id"
          params={entry.container}
          className={`${className} group -outline-offset-2 transition-colors hover:bg-surface-2`}
        >
          {body}
          <ChevronRight
            size={16}
            aria-hidden
            className="mt-2 shrink-0 text-faint group-hover:text-text"
          />
        </Link>
      ) : (
        <div className={className}>{body}</div>
      )}
    </li>
  );
}
