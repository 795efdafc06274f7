import { api, call, toApiError, type FileEntry } from '@nebula/api';
import {
  Button,
  DataTable,
  EmptyState,
  ErrorState,
  Panel,
  RelativeTime,
  SkeletonRows,
  cx,
  formatBytes,
  plural,
  toast,
  type Column,
} from '@nebula/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import {
  Download,
  File,
  FileSymlink,
  Folder,
  FolderOpen,
  Upload,
  type LucideIcon,
} from 'lucide-react';
import { Fragment, useCallback, useMemo, useRef, useState, type DragEvent } from 'react';
import { useCan } from '~/session.ts';
import { ancestors, joinPath } from './paths.ts';
import { useContainer } from './use-container.ts';

const route = getRouteApi('/shell/containers/$engine/$id/files');
const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

const ICONS: Record<FileEntry['kind'], LucideIcon> = {
  file: File,
  directory: Folder,
  symlink: FileSymlink,
  other: File,
};

export function FilesTab() {
  const { engine, id } = useContainer();
  const { path = '/' } = route.useSearch();
  const navigate = useNavigate({ from: '/containers/$engine/$id/files' });
  const mayWrite = useCan()('files', 'write');
  const directory = useQuery({
    queryKey: ['files', engine, id, path],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/containers/{id}/files', {
          params: { path: { engine, id }, query: { path } },
          signal,
        }),
      ),
  });
  const upload = useUpload(engine, id, path);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  const go = (to: string): void => void navigate({ search: { path: to } });
  const href = (entry: FileEntry): string => {
    const base = `/api/v1/docker/engines/${encodeURIComponent(engine)}/containers/${encodeURIComponent(id)}`;
    return `${base}/files/content?${new URLSearchParams({ path: joinPath(path, entry.name) }).toString()}`;
  };
  const columns = useMemo<Column<FileEntry>[]>(
    () => [
      {
        id: 'name',
        header: 'Name',
        fixed: true,
        width: 'minmax(12rem, 3fr)',
        sortValue: (each) => each.name,
        cell: (each) => <FileName entry={each} directory={path} />,
      },
      {
        id: 'size',
        header: 'Size',
        width: '7rem',
        align: 'end',
        sortValue: (each) => (each.kind === 'file' ? each.size_bytes : null),
        cell: (each) => (each.kind === 'file' ? formatBytes(each.size_bytes) : '–'),
      },
      {
        id: 'mode',
        header: 'Mode',
        width: '6rem',
        hideBelow: 700,
        cell: (each) => <code className="text-xs text-muted">{each.mode}</code>,
      },
      {
        id: 'modified',
        header: 'Modified',
        width: '9rem',
        align: 'end',
        hideBelow: 560,
        sortValue: (each) => Date.parse(each.modified_at),
        cell: (each) => <RelativeTime at={each.modified_at} className="text-muted" />,
      },
    ],
    [path],
  );
  const rows = useMemo(
    () =>
      [...(directory.data?.items ?? [])].sort(
        (a, b) =>
          Number(b.kind === 'directory') - Number(a.kind === 'directory') ||
          a.name.localeCompare(b.name, 'en', { numeric: true }),
      ),
    [directory.data],
  );

  const card = useCallback(
    (each: FileEntry) => (
      <div className="flex min-h-6 items-center gap-3">
        <div className="min-w-0 flex-1">
          <FileName entry={each} directory={path} />
        </div>
        {each.kind === 'file' && (
          <span className="num shrink-0 text-xs text-muted">{formatBytes(each.size_bytes)}</span>
        )}
      </div>
    ),
    [path],
  );

  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (mayWrite) void upload([...event.dataTransfer.files]);
  };
  return (
    <div
      className={cx('flex flex-col gap-3 rounded-panel', over && 'outline-2 outline-accent')}
      onDragOver={(event) => {
        event.preventDefault();
        if (mayWrite) setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PathTrail path={path} onGo={go} />
        <div className="flex gap-2">
          <a
            href={`/api/v1/docker/engines/${encodeURIComponent(engine)}/containers/${encodeURIComponent(id)}/files/content?${new URLSearchParams({ path }).toString()}`}
            download
            className="inline-flex h-9 items-center gap-2 rounded-control px-3 text-sm font-medium text-muted hover:bg-surface-3 hover:text-text"
          >
            <Download size={16} aria-hidden /> Download as tar
          </a>
          {mayWrite && (
            <>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                onChange={(event) => {
                  void upload([...(event.target.files ?? [])]);
                  event.target.value = '';
                }}
              />
              <Button icon={Upload} onClick={() => picker.current?.click()}>
                Upload
              </Button>
            </>
          )}
        </div>
      </div>
      {directory.isError ? (
        <Panel flush>
          <ErrorState
            problem={toApiError(directory.error)}
            onRetry={() => void directory.refetch()}
            retrying={directory.isFetching}
          >
            {path !== '/' && (
              <Button variant="ghost" onClick={() => go('/')}>
                Back to the root
              </Button>
            )}
          </ErrorState>
        </Panel>
      ) : directory.isPending ? (
        <Panel flush>
          <SkeletonRows label="Reading the directory" />
        </Panel>
      ) : rows.length === 0 ? (
        <Panel flush>
          <EmptyState icon={FolderOpen} title="This directory is empty">
            {mayWrite && 'Drop files here to copy them in.'}
          </EmptyState>
        </Panel>
      ) : (
        <DataTable
          label={`Files in ${path}`}
          rows={rows}
          rowKey={(each) => each.name}
          rowName={(each) => each.name}
          columns={columns}
          rowHeight={40}
          card={card}
          onOpen={(each) => {
            if (each.kind === 'directory' || each.kind === 'symlink') go(joinPath(path, each.name));
          }}
          actions={(each) => [
            {
              label: each.kind === 'directory' ? 'Download as tar' : 'Download',
              icon: Download,
              onSelect: () => window.location.assign(href(each)),
            },
          ]}
          footer={
            directory.data.truncated && (
              <p className="px-4 py-3 text-xs text-muted">
                There is more in here than is shown. The download has all of it.
              </p>
            )
          }
        />
      )}
    </div>
  );
}

function FileName({ entry, directory }: { entry: FileEntry; directory: string }) {
  const Icon = ICONS[entry.kind];
  const opens = entry.kind === 'directory' || entry.kind === 'symlink';
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Icon
        size={16}
        aria-hidden
        className={cx('shrink-0', entry.kind === 'directory' ? 'text-accent-strong' : 'text-faint')}
      />
      {opens ? (
        <Link
          from="/containers/$engine/$id/files"
          to="."
          search={{ path: joinPath(directory, entry.name) }}
          className="truncate font-mono text-xs hover:text-accent-strong"
        >
          {entry.name}
        </Link>
      ) : (
        <span className="truncate font-mono text-xs">{entry.name}</span>
      )}
      {entry.link_target && (
        <span className="truncate font-mono text-xs text-faint">→ {entry.link_target}</span>
      )}
    </span>
  );
}

function PathTrail({ path, onGo }: { path: string; onGo: (path: string) => void }) {
  return (
    <nav aria-label="Path" className="flex min-w-0 flex-wrap items-center font-mono text-xs">
      {ancestors(path).map((each, index) => (
        <Fragment key={each.path}>
          {index > 1 && <span className="text-faint">/</span>}
          <button
            type="button"
            onClick={() => onGo(each.path)}
            className="rounded-[4px] px-1.5 py-1 text-muted hover:bg-surface-3 hover:text-text"
          >
            {each.name}
          </button>
        </Fragment>
      ))}
    </nav>
  );
}

/** Copies files into the directory, one after the other. */
function useUpload(engine: string, id: string, path: string) {
  const client = useQueryClient();
  return async (files: readonly File[]): Promise<void> => {
    if (files.length === 0) return;
    const toastId = `upload-${id}`;
    let copied = 0;
    for (const [index, file] of files.entries()) {
      if (file.size > MAX_UPLOAD_BYTES) {
        toast.error(`${file.name} is too large`, new Error('At most 256 MiB can be copied in.'));
        continue;
      }
      toast.show({
        id: toastId,
        tone: 'busy',
        title: `Copying ${file.name} in`,
        progress: index / files.length,
      });
      try {
        await call(
          api.PUT('/api/v1/docker/engines/{engine}/containers/{id}/files/content', {
            params: { path: { engine, id }, query: { path: joinPath(path, file.name) } },
            headers: { 'content-type': 'application/octet-stream' },
            // The document describes the body in JSON's terms; the bytes go as they are.
            body: file as never,
            bodySerializer: (body: unknown) => body as Blob,
          }),
        );
        copied += 1;
      } catch (error) {
        toast.error(`${file.name} was not copied`, toApiError(error));
      }
    }
    if (copied > 0) toast.success(`${plural(copied, 'file')} copied in`, { id: toastId });
    else toast.dismiss(toastId);
    await client.invalidateQueries({ queryKey: ['files', engine, id] });
  };
}
