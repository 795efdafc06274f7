import { api, call, callWithResponse } from '@nebula/api';
import { queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';

export const platformQuery = queryOptions({
  queryKey: keys.platform,
  queryFn: ({ signal }) => call(api.GET('/api/v1/platform', { signal })),
});

export const tasksQuery = queryOptions({
  queryKey: keys.tasks,
  queryFn: ({ signal }) => call(api.GET('/api/v1/tasks', { signal })),
});

export const servicesQuery = queryOptions({
  queryKey: keys.services,
  queryFn: ({ signal }) => call(api.GET('/api/v1/services', { signal })),
});

export const hostStatsQuery = queryOptions({
  queryKey: keys.hostStats,
  queryFn: ({ signal }) => call(api.GET('/api/v1/host/stats', { signal })),
});

export const hostHistoryQuery = queryOptions({
  queryKey: keys.hostHistory,
  queryFn: ({ signal }) => call(api.GET('/api/v1/host/history', { signal })),
});

export const enginesQuery = queryOptions({
  queryKey: keys.engines,
  queryFn: ({ signal }) => call(api.GET('/api/v1/docker/engines', { signal })),
});

export const dockerEventsQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.dockerEvents(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/events', { params: { path: { engine } }, signal }),
      ),
  });

/** All containers of an engine; `staleSince` is set when the engine is away and these are old. */
export const containersQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.containers(engine),
    queryFn: async ({ signal }) => {
      const { data, response } = await callWithResponse(
        api.GET('/api/v1/docker/engines/{engine}/containers', {
          params: { path: { engine }, query: { all: true } },
          signal,
        }),
      );
      return { ...data, staleSince: response.headers.get('x-nebula-stale-since') };
    },
  });

export const containerQuery = (engine: string, id: string) =>
  queryOptions({
    queryKey: keys.container(engine, id),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/containers/{id}', {
          params: { path: { engine, id } },
          signal,
        }),
      ),
  });
