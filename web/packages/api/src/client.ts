import createClient from 'openapi-fetch';
import { isAbort, networkError, problemFrom } from './error.ts';
import type { paths } from './schema.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

type Listener = () => void;
const unauthenticated = new Set<Listener>();
const setupRequired = new Set<Listener>();

let csrfToken: string | null = null;

/** The token that unsafe calls carry; it comes with logging in and with `GET /me`. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** Called when a call finds that nobody is logged in any more. */
export function onUnauthenticated(listener: Listener): () => void {
  unauthenticated.add(listener);
  return () => unauthenticated.delete(listener);
}

/** Called when a call finds that the platform has not been set up yet. */
export function onSetupRequired(listener: Listener): () => void {
  setupRequired.add(listener);
  return () => setupRequired.delete(listener);
}

async function refreshCsrfToken(): Promise<void> {
  const response = await fetch('/api/v1/me', { headers: { accept: 'application/json' } });
  if (!response.ok) return;
  const body = (await response.json()) as { csrf_token?: string | null };
  csrfToken = body.csrf_token ?? null;
}

async function isCsrfRefusal(response: Response): Promise<boolean> {
  if (response.status !== 403) return false;
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return typeof body === 'object' && body !== null && 'code' in body && body.code === 'csrf';
}

/**
 * `fetch` as every call of this client makes it: with the CSRF token on unsafe methods, and one
 * second try with a fresh token when the server no longer knows the one in hand (another tab
 * logged in again).
 */
export async function send(request: Request): Promise<Response> {
  if (SAFE.has(request.method)) return fetch(request);
  const again = request.clone();
  const withToken = (subject: Request): Request => {
    if (csrfToken) subject.headers.set('x-csrf-token', csrfToken);
    return subject;
  };
  const response = await fetch(withToken(request));
  if (!(await isCsrfRefusal(response))) return response;
  await refreshCsrfToken();
  return fetch(withToken(again));
}

export const api = createClient<paths>({
  // `Request` wants an absolute address outside a page (tests); inside it is the page's own.
  baseUrl: globalThis.location?.origin ?? 'http://localhost',
  fetch: send,
});

/** Tells the listeners what a failed answer means for the whole page. */
export function report(error: { status: number; code: string }): void {
  if (error.status === 401 && error.code === 'unauthenticated') {
    for (const listener of unauthenticated) listener();
  }
  if (error.code === 'setup_required') {
    for (const listener of setupRequired) listener();
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Waits for a call of `api` and returns its data, or throws an `ApiError`. */
export async function call<T>(request: Promise<Answer<T>>): Promise<T> {
  return (await callWithResponse(request)).data;
}

/** As `call`, with the response beside the data for the few callers that read a header. */
export async function callWithResponse<T>(
  request: Promise<Answer<T>>,
): Promise<{ data: T; response: Response }> {
  let answer: Answer<T>;
  try {
    answer = await request;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw networkError();
  }
  if (!answer.response.ok) {
    const error = problemFrom(answer.response, answer.error);
    report(error);
    throw error;
  }
  return { data: answer.data as T, response: answer.response };
}
