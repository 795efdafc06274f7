import { api, call } from '@nebula/api';
import { queryOptions } from '@tanstack/react-query';
import { keys } from './keys.ts';

export const imagesQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.images(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/images', { params: { path: { engine } }, signal }),
      ),
  });

export const imageQuery = (engine: string, id: string) =>
  queryOptions({
    // Under the list's name, so that what renews the list renews its images.
    queryKey: [...keys.images(engine), id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/images/{id}', {
          params: { path: { engine, id } },
          signal,
        }),
      ),
  });

export const volumesQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.volumes(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/volumes', {
          params: { path: { engine } },
          signal,
        }),
      ),
  });

export const networksQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.networks(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/networks', {
          params: { path: { engine } },
          signal,
        }),
      ),
  });

export const networkQuery = (engine: string, id: string) =>
  queryOptions({
    queryKey: [...keys.networks(engine), id],
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/networks/{id}', {
          params: { path: { engine, id } },
          signal,
        }),
      ),
  });

export const diskUsageQuery = (engine: string) =>
  queryOptions({
    queryKey: keys.diskUsage(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/disk-usage', {
          params: { path: { engine } },
          signal,
        }),
      ),
    staleTime: 30_000,
  });
