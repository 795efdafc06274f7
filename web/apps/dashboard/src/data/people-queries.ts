import { api, call } from '@nebula/api';
import { queryOptions } from '@tanstack/react-query';

export const peopleKeys = {
  users: ['users'],
  roles: ['roles'],
  apiKeys: ['api-keys'],
  sessions: ['sessions'],
  settings: ['settings'],
  audit: ['audit'],
};

export const rolesQuery = queryOptions({
  queryKey: peopleKeys.roles,
  queryFn: ({ signal }) => call(api.GET('/api/v1/roles', { signal })),
});

export const sessionsQuery = queryOptions({
  queryKey: peopleKeys.sessions,
  queryFn: ({ signal }) => call(api.GET('/api/v1/sessions', { signal })),
});

export const settingsQuery = queryOptions({
  queryKey: peopleKeys.settings,
  queryFn: ({ signal }) => call(api.GET('/api/v1/settings', { signal })),
});
