import { afterEach, expect, it, vi } from 'vitest';
import { api, ApiError, call, onUnauthenticated, setCsrfToken } from './index.ts';

const problem = (status: number, code: string): Response =>
  new Response(
    JSON.stringify({
      type: 'about:blank',
      title: 'T',
      status,
      detail: 'D',
      code,
      request_id: 'r1',
    }),
    { status, headers: { 'content-type': 'application/problem+json' } },
  );

function answer(...responses: Response[]): Request[] {
  const seen: Request[] = [];
  vi.stubGlobal('fetch', (request: Request | string) => {
    seen.push(typeof request === 'string' ? new Request(`http://localhost${request}`) : request);
    const next = responses.shift();
    return next ? Promise.resolve(next) : Promise.reject(new TypeError('down'));
  });
  return seen;
}

afterEach(() => {
  vi.unstubAllGlobals();
  setCsrfToken(null);
});

it('sends the CSRF token with unsafe calls only', async () => {
  setCsrfToken('t1');
  const seen = answer(new Response('{}', { status: 200 }), new Response(null, { status: 204 }));
  await call(api.GET('/api/v1/platform'));
  await call(api.DELETE('/api/v1/sessions/current'));
  expect(seen.map((request) => request.headers.get('x-csrf-token'))).toEqual([null, 't1']);
});

it('asks for a fresh token once when the server refuses the old one', async () => {
  setCsrfToken('old');
  const me = new Response(JSON.stringify({ csrf_token: 'new' }), { status: 200 });
  const seen = answer(problem(403, 'csrf'), me, new Response(null, { status: 204 }));
  await call(api.DELETE('/api/v1/sessions/current'));
  expect(seen.map((request) => request.headers.get('x-csrf-token'))).toEqual(['old', null, 'new']);
});

it('throws the problem with its fields', async () => {
  answer(problem(409, 'conflict'));
  const failure = await call(api.GET('/api/v1/users')).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 409, code: 'conflict', detail: 'D', requestId: 'r1' });
});

it('tells the page when nobody is logged in any more, and not when a code is missing', async () => {
  const listener = vi.fn();
  const stop = onUnauthenticated(listener);
  answer(problem(401, 'totp_required'), problem(401, 'unauthenticated'));
  await call(api.GET('/api/v1/me')).catch(() => undefined);
  expect(listener).not.toHaveBeenCalled();
  await call(api.GET('/api/v1/me')).catch(() => undefined);
  expect(listener).toHaveBeenCalledTimes(1);
  stop();
});

it('says that the server does not answer when the network fails', async () => {
  answer();
  const failure = await call(api.GET('/api/v1/platform')).catch((error: unknown) => error);
  expect(failure).toMatchObject({ status: 0, code: 'network' });
});
