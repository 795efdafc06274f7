import { toApiError } from '@nebula/api';
import { EmptyState, ErrorState, Page, Skeleton, SkeletonRows, buttonClass } from '@nebula/ui';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { Lock, Telescope } from 'lucide-react';

/** A page that is on its way. */
export function PagePending() {
  return (
    <Page>
      <Skeleton className="h-8 w-48" />
      <div className="rounded-panel border border-line/80 bg-surface-1/90">
        <SkeletonRows />
      </div>
    </Page>
  );
}

/** A page that broke, or that the server would not give. */
export function PageError({ error }: { error: unknown }) {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  return (
    <div className="flex min-h-[60dvh] items-center justify-center">
      <ErrorState
        problem={toApiError(error)}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}

export function NotFound() {
  return (
    <div className="flex min-h-[70dvh] items-center justify-center">
      <EmptyState
        heading
        icon={Telescope}
        title="Nothing is here"
        action={
          <Link to="/" className={buttonClass('primary')}>
            Go home
          </Link>
        }
      >
        This address leads to no page. What it named may have been removed.
      </EmptyState>
    </div>
  );
}

/** An address that is not even within the shell. */
export function StrayAddress() {
  return (
    <main>
      <NotFound />
    </main>
  );
}

export function Forbidden() {
  return (
    <div className="flex min-h-[60dvh] items-center justify-center">
      <EmptyState heading icon={Lock} title="This page is not for your role">
        An administrator can change what your role may see under Settings, Roles.
      </EmptyState>
    </div>
  );
}
