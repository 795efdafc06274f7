import { api, call, toApiError, type SessionInfo } from '@nebula/api';
import {
  Button,
  ErrorState,
  Panel,
  RelativeTime,
  SkeletonRows,
  Tag,
  confirm,
  plural,
  toast,
} from '@nebula/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { peopleKeys, sessionsQuery } from '~/data/people-queries.ts';
import { describeUserAgent, isPhone } from './user-agent.ts';

/** Where one is logged in, and the way to end it. */
export function SessionsPanel() {
  const client = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const list = [...(sessions.data?.items ?? [])].sort(
    (a, b) => Number(b.current) - Number(a.current) || b.last_seen_at.localeCompare(a.last_seen_at),
  );
  const others = list.filter((each) => !each.current);
  const end = useMutation({
    mutationFn: async (ending: readonly SessionInfo[]) => {
      for (const { id } of ending) {
        await call(api.DELETE('/api/v1/sessions/{id}', { params: { path: { id } } }));
      }
    },
    onSuccess: (_, ending) => toast.success(`${plural(ending.length, 'session')} ended`),
    onError: (error) => toast.error('Not every session was ended', toApiError(error)),
    onSettled: () => client.invalidateQueries({ queryKey: peopleKeys.sessions }),
  });
  const endOthers = async (): Promise<void> => {
    const agreed = await confirm({
      title: `End ${plural(others.length, 'other session')}?`,
      body: 'Whoever uses them has to log in again. This one goes on.',
      action: 'End them',
      danger: true,
    });
    if (agreed) end.mutate(others);
  };
  return (
    <Panel
      title="Sessions"
      flush
      aside={
        others.length > 0 && (
          <Button size="sm" busy={end.isPending} onClick={() => void endOthers()}>
            End all others
          </Button>
        )
      }
    >
      {sessions.isPending ? (
        <SkeletonRows rows={3} label="Loading the sessions" />
      ) : sessions.isError && !sessions.data ? (
        <ErrorState
          compact
          problem={toApiError(sessions.error)}
          onRetry={() => void sessions.refetch()}
          retrying={sessions.isFetching}
        />
      ) : (
        <ul className="pb-1.5">
          {list.map((session) => (
            <SessionRow
              key={session.id}
              session={session}
              busy={end.isPending}
              onEnd={() => end.mutate([session])}
            />
          ))}
        </ul>
      )}
    </Panel>
  );
}

function SessionRow({
  session,
  busy,
  onEnd,
}: {
  session: SessionInfo;
  busy: boolean;
  onEnd: () => void;
}) {
  const name = describeUserAgent(session.user_agent);
  const Icon = isPhone(session.user_agent) ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-4 border-t border-line-soft px-4 py-3 first:border-t-0">
      <Icon size={18} aria-hidden className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2 text-sm font-medium">
          <span className="truncate" title={session.user_agent}>
            {name}
          </span>
          {session.current && <Tag>this one</Tag>}
        </p>
        <p className="num flex flex-wrap gap-x-3 text-xs text-muted">
          <span className="font-mono">{session.address}</span>
          <span>
            seen <RelativeTime at={session.last_seen_at} />
          </span>
          <span className="max-sm:hidden">
            since <RelativeTime at={session.created_at} />
          </span>
          <span className="max-sm:hidden">
            ends <RelativeTime at={session.expires_at} />
          </span>
        </p>
      </div>
      {!session.current && (
        <Button
          size="sm"
          variant="ghost"
          disabled={busy}
          aria-label={`End the session of ${name}`}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  );
}
