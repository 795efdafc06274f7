import { api, call, toApiError, type Task, type TaskStep } from '@nebula/api';
import {
  Button,
  Dialog,
  Elapsed,
  Field,
  Input,
  Meter,
  StateChip,
  formatBytes,
  toast,
} from '@nebula/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { keys } from '~/data/keys.ts';
import { tasksQuery } from '~/data/queries.ts';
import { useCan } from '~/session.ts';
import { useImagesChanged } from './commands.ts';

/** Pulls an image and shows its layers as they come. Closing it leaves the pull running. */
export function PullDialog({
  engine,
  reference: initial = '',
  onClose,
}: {
  engine: string;
  reference?: string;
  onClose: () => void;
}) {
  const [reference, setReference] = useState(initial);
  const client = useQueryClient();
  const changed = useImagesChanged(engine);
  const mayWatch = useCan()('overview');
  const pull = useMutation({
    mutationFn: () =>
      call(
        api.POST('/api/v1/docker/engines/{engine}/images/pull', {
          params: { path: { engine } },
          body: { reference: reference.trim() },
        }),
      ),
    onSuccess: (task) => {
      if (!mayWatch) {
        toast.success(`${task.title}: started`);
        onClose();
        return;
      }
      void client.invalidateQueries({ queryKey: keys.tasks });
    },
  });
  const task = useTask(pull.data);
  useEffect(() => {
    // The dialog tells it all; the shell's toast for the same task would only cover it.
    if (task) queueMicrotask(() => toast.dismiss(`task-${task.id}`));
  }, [task]);
  const status = task?.status;
  useEffect(() => {
    if (status === 'succeeded') void changed();
  }, [status, changed]);
  const cancel = useMutation({
    mutationFn: (id: string) =>
      call(api.DELETE('/api/v1/tasks/{id}', { params: { path: { id } } })),
    onError: (error) => toast.error('Cancelling failed', error),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reference.trim() !== '') pull.mutate();
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={task ? task.title : 'Pull an image'}
      description={task ? undefined : 'From a registry the engine can reach.'}
      footer={
        task ? (
          <>
            {task.status === 'running' && (
              <Button
                variant="ghost"
                busy={cancel.isPending}
                onClick={() => cancel.mutate(task.id)}
              >
                Cancel the pull
              </Button>
            )}
            {(task.status === 'failed' || task.status === 'cancelled') && (
              <Button variant="ghost" onClick={() => pull.reset()}>
                Change the name
              </Button>
            )}
            <Button variant="primary" onClick={onClose}>
              {task.status === 'running' ? 'Go on in the background' : 'Close'}
            </Button>
          </>
        ) : (
          <>
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button
              type="submit"
              form="pull-image"
              variant="primary"
              busy={pull.isPending}
              disabled={reference.trim() === ''}
            >
              Pull
            </Button>
          </>
        )
      }
    >
      {task ? (
        <PullProgress task={task} />
      ) : (
        <form id="pull-image" onSubmit={submit}>
          <Field
            label="Image"
            hint="Name and tag, with the registry in front where it is not Docker Hub. Without a tag it is latest."
            error={pull.isError ? toApiError(pull.error).fieldMessage : undefined}
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                value={reference}
                placeholder="ghcr.io/owner/name:1.2"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                className="font-mono"
                onChange={(event) => setReference(event.target.value)}
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}

/** The task as the live connection knows it now. */
function useTask(started: Task | undefined): Task | undefined {
  const { data } = useQuery({ ...tasksQuery, enabled: started !== undefined });
  return data?.items.find((each) => each.id === started?.id) ?? started;
}

const TONES = { running: 'busy', succeeded: 'well', failed: 'bad', cancelled: 'idle' } as const;
const WORDS = {
  running: 'pulling',
  succeeded: 'pulled',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

function PullProgress({ task }: { task: Task }) {
  const { progress, steps } = task;
  const done = steps.filter(isDone).length;
  return (
    <div className="flex flex-col gap-4">
      <div>
        <p className="num flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
          <StateChip plain tone={TONES[task.status]} word={WORDS[task.status]} />
          {task.status === 'running' && <Elapsed since={task.started_at} />}
          {progress && progress.total > 0 && (
            <span>
              {formatBytes(progress.current)} of {formatBytes(progress.total)}
            </span>
          )}
          {steps.length > 0 && (
            <span>
              {done} of {steps.length} layers
            </span>
          )}
        </p>
        {task.status === 'running' && (
          <Meter
            size="md"
            className="mt-2.5"
            label="The whole image"
            value={progress && progress.total > 0 ? progress.current / progress.total : null}
          />
        )}
      </div>
      {task.error && (
        <p role="alert" className="text-sm break-words text-bad">
          {task.error}
        </p>
      )}
      {steps.length > 0 && (
        <ul className="flex flex-col rounded-control border border-line bg-surface-1/60">
          {steps.map((step) => (
            <Layer key={step.id} step={step} />
          ))}
        </ul>
      )}
    </div>
  );
}

const isDone = (step: TaskStep): boolean => /complete|already exists/i.test(step.status);

function Layer({ step }: { step: TaskStep }) {
  const sized = step.current != null && step.total != null && step.total > 0;
  const share = sized ? (step.current ?? 0) / (step.total ?? 1) : isDone(step) ? 1 : 0;
  return (
    <li className="border-t border-line-soft px-3 py-2 text-xs first:border-t-0">
      <p className="num flex items-center justify-between gap-3">
        <code className="text-muted">{step.id}</code>
        <span className="flex gap-3 text-muted">
          {sized && !isDone(step) && (
            <span>
              {formatBytes(step.current)} of {formatBytes(step.total)}
            </span>
          )}
          <span className="text-text">{step.status || 'Waiting'}</span>
        </span>
      </p>
      <Meter
        className="mt-1.5"
        label={step.label}
        value={share}
        tone={isDone(step) ? 'well' : 'accent'}
      />
    </li>
  );
}
