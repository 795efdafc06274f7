import { api, call } from '@nebula/api';
import { queryOptions } from '@tanstack/react-query';

export const recordingKeys = {
  all: ['recordings'],
  list: (search: string) => ['recordings', 'list', search],
  one: (id: string) => ['recordings', 'one', id],
};

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKeys.one(id),
    queryFn: ({ signal }) =>
      call(api.GET('/api/v1/recordings/{id}', { params: { path: { id } }, signal })),
  });

/** Where a browser downloads a recording. */
export const castAddress = (id: string): string => `/api/v1/recordings/${id}/cast`;
