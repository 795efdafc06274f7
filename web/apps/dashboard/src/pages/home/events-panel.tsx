import type { DockerEvent } from '@nebula/api';
import { EmptyState, Panel, RelativeTime, SkeletonLines, shortId } from '@nebula/ui';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Activity, Box, Database, HardDrive, Layers, Network, type LucideIcon } from 'lucide-react';
import { dockerEventsQuery, enginesQuery } from '~/data/queries.ts';

const SHOWN = 12;

const ICONS: Record<string, LucideIcon> = {
  container: Box,
  image: Layers,
  volume: Database,
  network: Network,
  builder: HardDrive,
};

/** Health checks run all the time: what they do is no news, what they find is. */
function isNews(event: DockerEvent): boolean {
  return !event.action.startsWith('exec_');
}

/** What happens on the engines, newest first. */
export function EventsPanel() {
  const engines = useQuery(enginesQuery);
  const present = (engines.data?.items ?? []).filter((engine) => engine.status !== 'absent');
  const lists = useQueries({ queries: present.map((engine) => dockerEventsQuery(engine.id)) });
  const events = lists
    .flatMap((list) => list.data?.items ?? [])
    .filter(isNews)
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, SHOWN);
  const pending = engines.isPending || lists.some((list) => list.isPending);
  return (
    <Panel title="Docker events" flush>
      {pending ? (
        <div className="px-4 pt-2 pb-4">
          <SkeletonLines lines={6} />
        </div>
      ) : events.length === 0 ? (
        <EmptyState compact icon={Activity} title="Nothing has happened">
          Starts, stops, pulls and removals appear here as they happen.
        </EmptyState>
      ) : (
        <ol className="pb-2">
          {events.map((event) => (
            <EventRow key={`${event.at} ${event.id} ${event.action}`} event={event} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function EventRow({ event }: { event: DockerEvent }) {
  const Icon = ICONS[event.kind] ?? Activity;
  const name = event.name ?? shortId(event.id);
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 text-sm">
      <Icon size={14} aria-hidden className="shrink-0 text-faint" />
      <p className="min-w-0 flex-1 truncate">
        {event.kind === 'container' && event.action !== 'destroy' ? (
          <Link
            to="/containers/$engine/$id"
            params={{ engine: event.engine, id: event.id }}
            className="rounded-[4px] font-medium hover:text-accent-strong"
          >
            {name}
          </Link>
        ) : (
          <span className="font-medium">{name}</span>
        )}{' '}
        <span className="text-muted">{event.action.replaceAll('_', ' ')}</span>
      </p>
      <RelativeTime at={event.at} className="shrink-0 text-xs text-muted" />
    </li>
  );
}
