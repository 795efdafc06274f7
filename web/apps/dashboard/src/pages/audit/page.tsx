import { api, call, type AuditEvent } from '@nebula/api';
import {
  Button,
  DataTable,
  FilterChips,
  FilterMenu,
  Page,
  PageHeader,
  SearchInput,
} from '@nebula/ui';
import { getRouteApi } from '@tanstack/react-router';
import { Clock, RotateCw, ScrollText, UserRound, Zap } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { peopleKeys } from '~/data/people-queries.ts';
import { ListStates } from '~/lists/list-states.tsx';
import { MoreRows } from '~/lists/more-rows.tsx';
import { useChangeSearch } from '~/lists/search.ts';
import { usePages } from '~/lists/use-pages.ts';
import { auditColumns } from './columns.tsx';
import { AuditDetails } from './details-dialog.tsx';
import { SPANS, type AuditSearch, type Outcome, type Span } from './search.ts';
import { spanStart } from './words.ts';

const route = getRouteApi('/shell/audit');
const keyOf = (event: AuditEvent): string => event.id;
const nameOf = (event: AuditEvent): string => `${event.action} by ${event.actor_name}`;
const PAGE = 100;
const SPAN_WORDS: Record<Span, string> = {
  hour: 'last hour',
  day: 'last 24 h',
  week: 'last 7 days',
  month: 'last 30 days',
};

/** The values that occur, and the chosen one even if it does not occur. */
function valuesOf(values: readonly string[], chosen: string | undefined) {
  const all = new Set(values);
  if (chosen) all.add(chosen);
  return [...all].sort((a, b) => a.localeCompare(b)).map((value) => ({ value, label: value }));
}

export function AuditPage() {
  const search = route.useSearch();
  const change = useChangeSearch<AuditSearch>();
  const wanted = useDeferredValue(search.q ?? '');
  const { actor, action, outcome, span } = search;
  const filter = { search: wanted, actor, action, outcome };
  const { query, items, loadMore } = usePages(
    [...peopleKeys.audit, filter, span],
    (cursor, signal) => {
      const since = spanStart(span, Date.now());
      return call(
        api.GET('/api/v1/audit-events', {
          params: {
            query: {
              limit: PAGE,
              ...(wanted && { search: wanted }),
              ...(actor && { actor }),
              ...(action && { action }),
              ...(outcome && { outcome }),
              ...(since && { since }),
              ...(cursor && { cursor }),
            },
          },
          signal,
        }),
      );
    },
  );
  const open = useCallback((event: AuditEvent) => change({ open: event.id }), [change]);
  const columns = useMemo(() => auditColumns(open), [open]);
  const actors = useMemo(
    () =>
      valuesOf(
        items.map((each) => each.actor_name),
        actor,
      ),
    [items, actor],
  );
  const actions = useMemo(
    () =>
      valuesOf(
        items.map((each) => each.action),
        action,
      ),
    [items, action],
  );
  const opened = items.find((each) => each.id === search.open);
  const filtered = Boolean(search.q ?? actor ?? action ?? outcome ?? span);

  return (
    <Page>
      <PageHeader
        title="Audit log"
        facts="Every change and every denied attempt, newest first."
        actions={
          <Button
            icon={RotateCw}
            busy={query.isRefetching && !query.isFetchingNextPage}
            onClick={() => void query.refetch()}
          >
            Refresh
          </Button>
        }
      />
      <div className="flex flex-wrap items-center gap-2">
        <SearchInput
          className="w-full sm:w-72"
          label="Search the audit log"
          placeholder="Action, person, target, address"
          value={search.q ?? ''}
          onChange={(q) => change({ q: q || undefined })}
        />
        <FilterChips<Outcome | 'all'>
          label="Outcome"
          options={[
            { value: 'all', label: 'All' },
            { value: 'succeeded', label: 'Succeeded', tone: 'well' },
            { value: 'failed', label: 'Failed', tone: 'bad' },
            { value: 'denied', label: 'Denied', tone: 'warn' },
          ]}
          value={outcome ?? 'all'}
          onChange={(next) => change({ outcome: next === 'all' ? undefined : next })}
        />
        <FilterMenu
          icon={Clock}
          label="When"
          options={SPANS.map((value) => ({ value, label: SPAN_WORDS[value] }))}
          value={span}
          onChange={(next) => change({ span: SPANS.find((each) => each === next) })}
        />
        <FilterMenu
          icon={UserRound}
          label="Who"
          options={actors}
          value={actor}
          onChange={(next) => change({ actor: next })}
        />
        <FilterMenu
          icon={Zap}
          label="Action"
          options={actions}
          value={action}
          onChange={(next) => change({ action: next })}
        />
      </div>
      <ListStates
        things="entries"
        query={query}
        total={filtered ? 1 : items.length}
        shown={items.length}
        onClear={() =>
          change({
            q: undefined,
            actor: undefined,
            action: undefined,
            outcome: undefined,
            span: undefined,
          })
        }
        empty={{
          icon: ScrollText,
          title: 'Nothing has happened yet',
          text: 'Whoever changes something, or tries what they may not, appears here.',
        }}
      >
        <DataTable
          label="Audit log"
          rows={items}
          rowKey={keyOf}
          rowName={nameOf}
          columns={columns}
          rowHeight={44}
          onOpen={open}
          onEndReached={loadMore}
          footer={<MoreRows query={query} />}
          stale={query.isPlaceholderData}
        />
      </ListStates>
      {opened && (
        <AuditDetails
          event={opened}
          onFilter={(part) => change({ ...part, open: undefined })}
          onClose={() => change({ open: undefined })}
        />
      )}
    </Page>
  );
}
