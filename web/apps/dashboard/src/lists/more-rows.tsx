import { Button } from '@nebula/ui';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';

/** Below a list that has more pages: that they are coming, or how to ask for them again. */
export function MoreRows({ query }: { query: UseInfiniteQueryResult<InfiniteData<unknown>> }) {
  if (!query.hasNextPage) return null;
  return (
    <div className="flex items-center justify-center gap-3 py-4 text-sm text-muted">
      {query.isFetchNextPageError ? (
        <>
          More could not be loaded.
          <Button size="sm" onClick={() => void query.fetchNextPage()}>
            Try again
          </Button>
        </>
      ) : (
        <span role="status">Loading more</span>
      )}
    </div>
  );
}
