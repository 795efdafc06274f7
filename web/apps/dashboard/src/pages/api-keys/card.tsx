import type { ApiKey } from '@nebula/api';
import { RelativeTime, StateChip, Tag } from '@nebula/ui';
import { keyState, scopeWords } from './key-state.ts';

/** A key on a phone. */
export function KeyCard({ apiKey, withOwner }: { apiKey: ApiKey; withOwner: boolean }) {
  const { tone, word, why } = keyState(apiKey, Date.now());
  return (
    <>
      <p className="text-sm font-medium break-words">{apiKey.name}</p>
      <p className="font-mono text-xs text-muted">
        {apiKey.prefix}
        {withOwner && <span className="ml-3 font-sans">{apiKey.username}</span>}
      </p>
      <div className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-1.5 text-xs text-muted">
        <StateChip tone={tone} word={word} why={why} />
        <span>
          used {apiKey.last_used_at ? <RelativeTime at={apiKey.last_used_at} /> : 'never'}
        </span>
        {apiKey.expires_at && (
          <span>
            until <RelativeTime at={apiKey.expires_at} />
          </span>
        )}
      </div>
      <p className="mt-2.5 flex flex-wrap gap-1">
        {scopeWords(apiKey.scopes).map((scope) => (
          <Tag key={scope}>{scope}</Tag>
        ))}
      </p>
    </>
  );
}
