import type { ApiKey } from '@nebula/api';
import { formatRelative, type StateChipProps } from '@nebula/ui';
import { effectiveLevel, moduleLabel, MODULES } from '~/data/modules.ts';

const SOON_MS = 7 * 86_400_000;

/** Whether a key works, and if not, why. */
export function keyState(
  key: ApiKey,
  now: number,
): Pick<StateChipProps, 'tone' | 'word' | 'why'> & { live: boolean } {
  if (key.revoked_at) {
    return {
      tone: 'idle',
      word: 'revoked',
      why: `Revoked ${formatRelative(key.revoked_at, now)}`,
      live: false,
    };
  }
  if (!key.expires_at) return { tone: 'well', word: 'active', live: true };
  const left = Date.parse(key.expires_at) - now;
  const why = `Expires ${formatRelative(key.expires_at, now)}`;
  if (left <= 0) {
    return {
      tone: 'idle',
      word: 'expired',
      why: `Expired ${formatRelative(key.expires_at, now)}`,
      live: false,
    };
  }
  if (left < SOON_MS) return { tone: 'warn', word: 'expires soon', why, live: true };
  return { tone: 'well', word: 'active', why, live: true };
}

/** The scopes that allow something, in the order of the modules: `Containers write`. */
export function scopeWords(scopes: ApiKey['scopes']): string[] {
  return MODULES.flatMap((module) => {
    const level = effectiveLevel(module, scopes[module.id] ?? 'none');
    return level === 'none' ? [] : [`${moduleLabel(module.id)} ${level}`];
  });
}
