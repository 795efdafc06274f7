import { ApiError, toApiError, type Recording } from '@nebula/api';
import {
  EmptyState,
  ErrorState,
  IconButton,
  Notice,
  Page,
  PageHeader,
  RelativeTime,
  Skeleton,
  StateChip,
  buttonClass,
  formatBytes,
  formatClock,
} from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link, getRouteApi, useNavigate } from '@tanstack/react-router';
import { Download, Film, Trash, Trash2 } from 'lucide-react';
import { Suspense, lazy } from 'react';
import { castAddress, recordingKeys, recordingQuery } from '~/data/recording-queries.ts';
import { useDeleteRecording } from '~/pages/recordings/commands.ts';
import { recordingState } from '~/pages/recordings/status.ts';
import { useCan } from '~/session.ts';
import { parseCast } from './cast.ts';

const Player = lazy(() => import('./player.tsx'));

const route = getRouteApi('/shell/recordings/$id');
/** More than this is no joy in a browser's memory; a download plays it elsewhere. */
const PLAYABLE_BYTES = 64 * 1024 * 1024;

export function RecordingPage() {
  const { id } = route.useParams();
  const query = useQuery(recordingQuery(id));
  const recording = query.data;
  if (query.isError && toApiError(query.error).status === 404) {
    return (
      <div className="flex min-h-[60dvh] items-center justify-center">
        <EmptyState
          heading
          icon={Trash}
          title="This recording is gone"
          action={
            <Link to="/recordings" className={buttonClass('primary')}>
              All recordings
            </Link>
          }
        >
          It was deleted, or its time was over.
        </EmptyState>
      </div>
    );
  }
  if (query.isError && !recording) {
    return (
      <ErrorState
        problem={toApiError(query.error)}
        onRetry={() => void query.refetch()}
        retrying={query.isFetching}
      />
    );
  }
  if (!recording) {
    return (
      <Page>
        <Skeleton className="h-8 w-56" />
        <Skeleton className="h-4 w-80" />
        <Skeleton className="h-96 w-full" />
      </Page>
    );
  }
  return (
    <Page className="min-h-0 flex-1">
      <Header recording={recording} />
      {recording.status === 'recording' && (
        <Notice title="The terminal is still open">
          What is shown ends where it was when this page was opened. Reload it for the rest.
        </Notice>
      )}
      {recording.size_bytes > PLAYABLE_BYTES ? (
        <EmptyState
          icon={Film}
          title="Too large to play here"
          action={
            <a href={castAddress(id)} download className={buttonClass('primary')}>
              Download
            </a>
          }
        >
          {formatBytes(recording.size_bytes)} are more than a browser holds well. Download it and
          play it with asciinema.
        </EmptyState>
      ) : (
        <Replay recording={recording} />
      )}
    </Page>
  );
}

function Replay({ recording }: { recording: Recording }) {
  const cast = useQuery({
    queryKey: [...recordingKeys.one(recording.id), 'cast'],
    queryFn: async ({ signal }) => parseCast(await fetchCast(recording.id, signal)),
    staleTime: Infinity,
  });
  const waiting = <Skeleton className="h-96 w-full rounded-panel" />;
  if (cast.isError) {
    return (
      <ErrorState
        problem={toApiError(cast.error)}
        onRetry={() => void cast.refetch()}
        retrying={cast.isFetching}
      />
    );
  }
  if (!cast.data) return waiting;
  if (cast.data.events.length === 0) {
    return (
      <EmptyState icon={Film} title="Nothing was written">
        The terminal was closed before anything appeared in it.
      </EmptyState>
    );
  }
  return (
    <Suspense fallback={waiting}>
      <Player cast={cast.data} label={`Recording of ${recording.container_name}`} />
    </Suspense>
  );
}

/** The cast is text and no JSON, so it is fetched beside the generated client. */
async function fetchCast(id: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(castAddress(id), { signal });
  if (response.ok) return response.text();
  throw new ApiError({
    status: response.status,
    code: `http_${response.status}`,
    title: 'The recording could not be read',
    detail: response.statusText,
    requestId: response.headers.get('x-request-id'),
  });
}

function Header({ recording }: { recording: Recording }) {
  const may = useCan();
  const navigate = useNavigate();
  const remove = useDeleteRecording();
  const params = { engine: recording.engine, id: recording.container_id };
  return (
    <PageHeader
      title={recording.container_name}
      aside={<StateChip {...recordingState(recording)} />}
      facts={
        <>
          <span>{recording.username}</span>
          <RelativeTime at={recording.started_at} />
          <span className="num">{formatClock(recording.duration_ms)}</span>
          <code className="text-xs">{recording.command}</code>
          <span className="num max-sm:hidden">{formatBytes(recording.size_bytes)}</span>
          {may('containers') && (
            <Link
              to="/containers/$engine/$id"
              params={params}
              className="rounded-[4px] text-accent-strong hover:underline"
            >
              Container
            </Link>
          )}
        </>
      }
      actions={
        <>
          <a href={castAddress(recording.id)} download className={buttonClass()}>
            <Download size={16} aria-hidden />
            Download
          </a>
          {may('recordings', 'admin') && (
            <IconButton
              danger
              icon={Trash2}
              label="Delete the recording"
              className="border border-line bg-surface-2"
              onClick={() => {
                void remove(recording).then((gone) => gone && void navigate({ to: '/recordings' }));
              }}
            />
          )}
        </>
      }
    />
  );
}
