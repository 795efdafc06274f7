import { toApiError } from '@nebula/api';
import { Button, EmptyState, ErrorState, Panel, SkeletonRows } from '@nebula/ui';
import type { LucideIcon } from 'lucide-react';
import { SearchX } from 'lucide-react';
import type { ReactNode } from 'react';

export interface ListStatesProps {
  /** The plural of what is listed: "volumes". */
  things: string;
  query: {
    data: unknown;
    error: unknown;
    isPending: boolean;
    isFetching: boolean;
    refetch: () => Promise<unknown>;
  };
  /** How many there are, and how many of them the filters leave. */
  total: number;
  shown: number;
  /** When there are none at all. */
  empty: { icon: LucideIcon; title: string; text: ReactNode; action?: ReactNode };
  /** Takes the filters off. */
  onClear: () => void;
  /** The table, rendered when it has rows. */
  children: ReactNode;
}

/** A list on its way, failed, empty, filtered to nothing, or here. */
export function ListStates({
  things,
  query,
  total,
  shown,
  empty,
  onClear,
  children,
}: ListStatesProps) {
  if (shown > 0) return children;
  if (query.isPending) {
    return (
      <Panel flush>
        <SkeletonRows label={`Loading the ${things}`} />
      </Panel>
    );
  }
  if (query.data === undefined) {
    return (
      <Panel flush>
        <ErrorState
          problem={toApiError(query.error)}
          onRetry={() => void query.refetch()}
          retrying={query.isFetching}
        />
      </Panel>
    );
  }
  return (
    <Panel flush>
      {total === 0 ? (
        <EmptyState icon={empty.icon} title={empty.title} action={empty.action}>
          {empty.text}
        </EmptyState>
      ) : (
        <EmptyState
          icon={SearchX}
          title={`None of the ${things} match`}
          action={<Button onClick={onClear}>Clear the filters</Button>}
        />
      )}
    </Panel>
  );
}
