import { api, ApiError, call, type ContainerSummary } from '@nebula/api';
import { plural, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { keys } from '../data/keys.ts';

export type ContainerCommand = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill';

const DONE: Record<ContainerCommand, string> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  pause: 'paused',
  unpause: 'resumed',
  kill: 'killed',
};

const UNDO: Partial<Record<ContainerCommand, ContainerCommand>> = {
  start: 'stop',
  stop: 'start',
  pause: 'unpause',
  unpause: 'pause',
};

type Named = Pick<ContainerSummary, 'id' | 'name'>;

function send(command: ContainerCommand, engine: string, id: string): Promise<unknown> {
  const init = { params: { path: { engine, id } } };
  const base = '/api/v1/docker/engines/{engine}/containers/{id}' as const;
  switch (command) {
    case 'start':
      return call(api.POST(`${base}/start`, init));
    case 'stop':
      return call(api.POST(`${base}/stop`, init));
    case 'restart':
      return call(api.POST(`${base}/restart`, init));
    case 'pause':
      return call(api.POST(`${base}/pause`, init));
    case 'unpause':
      return call(api.POST(`${base}/unpause`, init));
    case 'kill':
      return call(api.POST(`${base}/kill`, init));
  }
}

export interface RemoveOptions {
  force: boolean;
  volumes: boolean;
}

/** Runs the same for each thing, a few at a time, and says which failed. */
async function forEach(
  things: readonly Named[],
  act: (thing: Named) => Promise<unknown>,
): Promise<{ thing: Named; error: unknown }[]> {
  const failures: { thing: Named; error: unknown }[] = [];
  const waiting = [...things];
  const worker = async (): Promise<void> => {
    for (let thing = waiting.shift(); thing; thing = waiting.shift()) {
      try {
        await act(thing);
      } catch (error) {
        failures.push({ thing, error });
      }
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return failures;
}

function nameOf(things: readonly Named[]): string {
  return things.length === 1 ? (things[0]?.name ?? '') : plural(things.length, 'container');
}

function report(failures: { thing: Named; error: unknown }[], verb: string): void {
  const [first] = failures;
  if (!first) return;
  const title =
    failures.length === 1
      ? `${first.thing.name} was not ${verb}`
      : `${plural(failures.length, 'container')} were not ${verb}`;
  const detail = first.error instanceof ApiError ? first.error : undefined;
  toast.error(title, detail);
}

/** What can be done with containers; each says how it went, and how to undo it. */
export function useContainerCommands() {
  const client = useQueryClient();

  const run = useCallback(
    async (
      command: ContainerCommand,
      engine: string,
      containers: readonly Named[],
    ): Promise<void> => {
      const id = `containers-${command}-${containers.map((each) => each.id).join()}`.slice(0, 120);
      const slow = setTimeout(
        () => toast.show({ id, title: `${nameOf(containers)}: ${command}`, tone: 'busy' }),
        600,
      );
      const failures = await forEach(containers, (each) => send(command, engine, each.id));
      clearTimeout(slow);
      const failed = new Set(failures.map((each) => each.thing));
      const done = containers.filter((each) => !failed.has(each));
      toast.dismiss(id);
      report(failures, DONE[command]);
      if (done.length === 0) return;
      const undo = UNDO[command];
      toast.success(`${nameOf(done)} ${DONE[command]}`, {
        id,
        ...(undo && {
          action: { label: 'Undo', onClick: () => void run(undo, engine, done) },
        }),
      });
      await client.invalidateQueries({ queryKey: keys.containers(engine) });
    },
    [client],
  );

  const remove = useCallback(
    async (engine: string, containers: readonly Named[], query: RemoveOptions): Promise<void> => {
      const failures = await forEach(containers, ({ id }) =>
        call(
          api.DELETE('/api/v1/docker/engines/{engine}/containers/{id}', {
            params: { path: { engine, id }, query },
          }),
        ),
      );
      report(failures, 'removed');
      const failed = new Set(failures.map((each) => each.thing));
      const done = containers.filter((each) => !failed.has(each));
      if (done.length > 0) toast.success(`${nameOf(done)} removed`);
      await client.invalidateQueries({ queryKey: keys.containers(engine) });
    },
    [client],
  );

  return { run, remove };
}
