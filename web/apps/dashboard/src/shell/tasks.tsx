import { api, call, type Task } from '@nebula/api';
import {
  Button,
  Elapsed,
  EmptyState,
  Meter,
  Popover,
  RelativeTime,
  StateChip,
  cx,
  formatBytes,
  toast,
  type Tone,
} from '@nebula/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { ListChecks, LoaderCircle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { tasksQuery } from '../data/queries.ts';

const TONES: Record<Task['status'], Tone> = {
  running: 'busy',
  succeeded: 'well',
  failed: 'bad',
  cancelled: 'idle',
};

/** The share of a task that is done, from 0 to 1; null while its size is unknown. */
export function taskShare(task: Task): number | null {
  const progress = task.progress;
  if (!progress || progress.total <= 0) return null;
  return Math.min(1, progress.current / progress.total);
}

function useTasks(): Task[] {
  const { data } = useQuery(tasksQuery);
  return [...(data?.items ?? [])].sort((a, b) => b.started_at.localeCompare(a.started_at));
}

/** What is going on now, with progress and a way to stop it. */
export function RunningTasks() {
  const tasks = useTasks();
  const running = tasks.filter((task) => task.status === 'running').length;
  const label = running > 0 ? `Tasks, ${running} running` : 'Tasks';
  return (
    <Popover
      label="Tasks"
      trigger={
        <button
          type="button"
          aria-label={label}
          title={label}
          className={cx(
            'relative inline-flex h-9 min-w-9 items-center justify-center gap-1.5 rounded-control px-2 text-muted transition-colors hover:bg-surface-3 hover:text-text',
            running > 0 && 'text-info',
          )}
        >
          {running > 0 ? (
            <>
              <LoaderCircle size={16} aria-hidden className="animate-spin" />
              <span className="num text-xs font-semibold">{running}</span>
            </>
          ) : (
            <ListChecks size={17} aria-hidden />
          )}
        </button>
      }
    >
      <h2 className="px-4 pt-3.5 pb-2 text-sm font-semibold">Tasks</h2>
      {tasks.length === 0 ? (
        <EmptyState compact icon={ListChecks} title="Nothing is running">
          Pulls, prunes and other long work appear here with their progress.
        </EmptyState>
      ) : (
        <ul className="scroll-thin max-h-[60dvh] overflow-y-auto pb-2">
          {tasks.slice(0, 20).map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function TaskRow({ task }: { task: Task }) {
  const cancel = useMutation({
    mutationFn: () => call(api.DELETE('/api/v1/tasks/{id}', { params: { path: { id: task.id } } })),
    onError: (error) => toast.error(`Cancelling failed: ${task.title}`, error),
  });
  const done = task.steps.filter((step) => step.status === 'succeeded').length;
  return (
    <li className="border-t border-line/60 px-4 py-3 first:border-t-0">
      <div className="flex items-start justify-between gap-3">
        <p className="min-w-0 text-sm font-medium break-words">{task.title}</p>
        {task.status === 'running' ? (
          <Button size="sm" variant="ghost" busy={cancel.isPending} onClick={() => cancel.mutate()}>
            Cancel
          </Button>
        ) : (
          <StateChip plain tone={TONES[task.status]} word={task.status} />
        )}
      </div>
      <p className="num mt-0.5 text-xs text-muted">
        {task.status === 'running' ? (
          <Elapsed since={task.started_at} />
        ) : (
          <RelativeTime at={task.finished_at ?? task.started_at} />
        )}
        {task.progress?.unit === 'bytes' && task.progress.total > 0 && (
          <>
            {' · '}
            {formatBytes(task.progress.current)} of {formatBytes(task.progress.total)}
          </>
        )}
        {task.steps.length > 0 && ` · ${done} of ${task.steps.length} steps`}
      </p>
      {task.status === 'running' && (
        <Meter className="mt-2" label={task.title} value={taskShare(task)} />
      )}
      {task.error && <p className="mt-1 text-xs break-words text-bad">{task.error}</p>}
    </li>
  );
}

/** Shows a toast with progress for every task that starts or ends while the page is open. */
export function useTaskToasts(): void {
  const { data } = useQuery(tasksQuery);
  const known = useRef<Map<string, Task['status']> | null>(null);
  useEffect(() => {
    if (!data) return;
    const before = known.current;
    known.current = new Map(data.items.map((task) => [task.id, task.status]));
    if (!before) return;
    for (const task of data.items) {
      const id = `task-${task.id}`;
      if (task.status === 'running') {
        toast.show({ id, title: task.title, tone: 'busy', progress: taskShare(task) });
      } else if (before.get(task.id) === 'running' || !before.has(task.id)) {
        if (task.status === 'succeeded') toast.success(task.title, { id, detail: 'Done.' });
        else if (task.status === 'failed') {
          toast.error(task.title, undefined, { id, detail: task.error ?? 'It failed.' });
        } else toast.show({ id, title: task.title, tone: 'warn', detail: 'Cancelled.' });
      }
    }
  }, [data]);
}
