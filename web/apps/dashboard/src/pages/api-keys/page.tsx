import { api, call, toApiError, type ApiKey } from '@nebula/api';
import {
  Button,
  DataTable,
  FilterChips,
  Page,
  PageHeader,
  RelativeTime,
  SearchInput,
  StateChip,
  Tag,
  buttonClass,
  confirm,
  toast,
  type Column,
  type MenuItem,
} from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { BookOpen, CircleOff, KeyRound, Plus } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { peopleKeys } from '~/data/people-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { MoreRows } from '~/lists/more-rows.tsx';
import { matchesWords, useChangeSearch } from '~/lists/search.ts';
import { usePages } from '~/lists/use-pages.ts';
import { useCan } from '~/session.ts';
import { KeyCard } from './card.tsx';
import { CreateKeyDialog } from './create-dialog.tsx';
import { keyState, scopeWords } from './key-state.ts';
import type { ApiKeysSearch } from './search.ts';

const route = getRouteApi('/shell/api-keys');
const keyOf = (key: ApiKey): string => key.id;
const nameOf = (key: ApiKey): string => key.name;
const SHOWN_SCOPES = 2;

function keyColumns(withOwner: boolean): Column<ApiKey>[] {
  return [
    {
      id: 'name',
      header: 'Key',
      fixed: true,
      width: 'minmax(11rem, 1.4fr)',
      cell: (each) => (
        <div className="min-w-0">
          <p className="truncate font-medium">{each.name}</p>
          <p className="truncate font-mono text-xs text-faint">{each.prefix}</p>
        </div>
      ),
    },
    ...(withOwner
      ? [
          {
            id: 'owner',
            header: 'Owner',
            width: 'minmax(6rem, 0.7fr)',
            cell: (each: ApiKey) => <span className="block truncate">{each.username}</span>,
          },
        ]
      : []),
    {
      id: 'state',
      header: 'State',
      width: '8.5rem',
      cell: (each) => {
        const { tone, word, why } = keyState(each, Date.now());
        return <StateChip tone={tone} word={word} why={why} />;
      },
    },
    {
      id: 'scopes',
      header: 'May',
      width: 'minmax(10rem, 1.8fr)',
      hideBelow: 760,
      cell: (each) => <Scopes apiKey={each} />,
    },
    {
      id: 'used',
      header: 'Last used',
      width: '8rem',
      align: 'end',
      cell: (each) =>
        each.last_used_at ? (
          <RelativeTime at={each.last_used_at} className="text-muted" />
        ) : (
          <span className="text-muted">never</span>
        ),
    },
    {
      id: 'expires',
      header: 'Expires',
      width: '8rem',
      align: 'end',
      cell: (each) =>
        each.expires_at ? (
          <RelativeTime at={each.expires_at} className="text-muted" />
        ) : (
          <span className="text-muted">never</span>
        ),
    },
    {
      id: 'created',
      header: 'Created',
      width: '8rem',
      align: 'end',
      hideBelow: 1000,
      cell: (each) => <RelativeTime at={each.created_at} className="text-muted" />,
    },
  ];
}

function Scopes({ apiKey }: { apiKey: ApiKey }) {
  const words = scopeWords(apiKey.scopes);
  return (
    <span className="flex min-w-0 gap-1" title={words.join('\n')}>
      {words.slice(0, SHOWN_SCOPES).map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
      {words.length > SHOWN_SCOPES && <Tag>+{words.length - SHOWN_SCOPES}</Tag>}
    </span>
  );
}

export function ApiKeysPage() {
  const search = route.useSearch();
  const change = useChangeSearch<ApiKeysSearch>();
  const may = useCan();
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const mayWrite = may('api_keys', 'write');
  const all = search.all === true && may('api_keys', 'admin');
  const { query, items, loadMore } = usePages([...peopleKeys.apiKeys, all], (cursor, signal) =>
    call(
      api.GET('/api/v1/api-keys', {
        params: { query: { ...(all && { all }), ...(cursor && { cursor }) } },
        signal,
      }),
    ),
  );
  const rows = useMemo(
    () => items.filter((each) => matchesWords(search.q, [each.name, each.prefix, each.username])),
    [items, search.q],
  );
  const columns = useMemo(() => keyColumns(all), [all]);
  const card = useCallback((key: ApiKey) => <KeyCard apiKey={key} withOwner={all} />, [all]);
  const revoke = useCallback(
    async (key: ApiKey): Promise<void> => {
      const agreed = await confirm({
        title: `Revoke ${key.name}?`,
        body: `Programs that use ${key.prefix} are refused from now on. A revoked key cannot come back.`,
        action: 'Revoke',
        danger: true,
      });
      if (!agreed) return;
      try {
        await call(api.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: key.id } } }));
        toast.success(`${key.name} revoked`);
      } catch (error) {
        toast.error(`${key.name} was not revoked`, toApiError(error));
      }
      await client.invalidateQueries({ queryKey: peopleKeys.apiKeys });
    },
    [client],
  );
  const menu = useCallback(
    (key: ApiKey): MenuItem[] => [
      {
        label: keyState(key, Date.now()).live ? 'Revoke' : 'Revoke (does not work any more)',
        icon: CircleOff,
        danger: true,
        disabled: !keyState(key, Date.now()).live,
        onSelect: () => void revoke(key),
      },
    ],
    [revoke],
  );

  return (
    <Page>
      <PageHeader
        title="API keys"
        facts="For programs that use the platform's API."
        actions={
          <>
            <a href="/api/docs/" target="_blank" rel="noreferrer" className={buttonClass()}>
              <BookOpen size={16} aria-hidden />
              API reference
            </a>
            {mayWrite && (
              <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
                Create
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-full sm:w-72"
          label="Search keys"
          placeholder="Name, start of the key, owner"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        {may('api_keys', 'admin') && (
          <FilterChips<'mine' | 'all'>
            label="Whose"
            options={[
              { value: 'mine', label: 'Mine' },
              { value: 'all', label: 'Everybody’s' },
            ]}
            value={all ? 'all' : 'mine'}
            onChange={(value) => change({ all: value === 'all' ? true : undefined })}
          />
        )}
      </div>
      <ListStates
        things="keys"
        query={query}
        total={items.length}
        shown={rows.length}
        onClear={() => change({ q: undefined })}
        empty={{
          icon: KeyRound,
          title: 'No keys yet',
          text: 'A key lets a program do what you allow it, until it expires or you revoke it.',
          action: mayWrite && (
            <Button variant="primary" icon={Plus} onClick={() => setCreating(true)}>
              Create a key
            </Button>
          ),
        }}
      >
        <DataTable
          label="API keys"
          rows={rows}
          rowKey={keyOf}
          rowName={nameOf}
          columns={columns}
          storageKey="api-keys"
          {...(mayWrite && { actions: menu })}
          card={card}
          onEndReached={loadMore}
          footer={<MoreRows query={query} />}
          stale={query.isPlaceholderData}
        />
      </ListStates>
      {creating && <CreateKeyDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}
