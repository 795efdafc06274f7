import { api, ApiError, call, setCsrfToken } from '@nebula/api';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';

export interface Credentials {
  username: string;
  password: string;
}

export type Login = (credentials: Credentials & { totp_code?: string }) => Promise<void>;

const route = getRouteApi('/login');

/** Logs in and goes to the page that was asked for. */
export function useLogin(): Login {
  const { next } = route.useSearch();
  const client = useQueryClient();
  const router = useRouter();
  return async (credentials) => {
    const session = await call(api.POST('/api/v1/sessions', { body: credentials }));
    client.clear();
    setCsrfToken(session.csrf_token);
    router.history.push(next ?? '/');
  };
}

/** Why logging in failed, in words for the form. */
export function loginProblem(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Logging in failed in this page. Reload and try again.';
  if (error.code === 'rate_limited') {
    return error.retryAfterS
      ? `Too many tries. Try again in ${Math.ceil(error.retryAfterS)} seconds.`
      : 'Too many tries. Wait a little and try again.';
  }
  return error.detail || error.title;
}
