import type { ApiKey } from '@nebula/api';
import { expect, it } from 'vitest';
import { keyState, scopeWords } from './key-state.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');

function key(part: Partial<ApiKey>): ApiKey {
  return {
    id: '1',
    name: 'ci',
    prefix: 'nbc_ab12…',
    user_id: '2',
    username: 'admin',
    scopes: {},
    created_at: '2026-01-01T00:00:00Z',
    expires_at: null,
    last_used_at: null,
    revoked_at: null,
    ...part,
  };
}

it('tells a key that works from one that does not', () => {
  expect(keyState(key({}), NOW)).toMatchObject({ word: 'active', live: true });
  expect(keyState(key({ expires_at: '2026-06-03T12:00:00Z' }), NOW)).toMatchObject({
    word: 'expires soon',
    why: 'Expires in 2 d',
    live: true,
  });
  expect(keyState(key({ expires_at: '2026-05-31T12:00:00Z' }), NOW)).toMatchObject({
    word: 'expired',
    live: false,
  });
  expect(
    keyState(key({ revoked_at: '2026-06-01T11:00:00Z', expires_at: '2026-09-01T00:00:00Z' }), NOW),
  ).toMatchObject({ word: 'revoked', live: false });
});

it('writes the scopes in the order of the screens and leaves out what allows nothing', () => {
  expect(scopeWords({ audit: 'read', containers: 'write', images: 'none' })).toEqual([
    'Containers write',
    'Audit log read',
  ]);
});
