import { CloudOff, RotateCw, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { CopyButton } from './copy-button.tsx';
import { cx } from './cx.ts';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** One sentence: what this is. */
  children?: ReactNode;
  /** One button: what to do. */
  action?: ReactNode;
  compact?: boolean;
  /** Where it takes the place of the whole page, its title is the page's. */
  heading?: boolean;
}

export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  compact,
  heading = false,
}: EmptyStateProps) {
  const Title = heading ? 'h1' : 'p';
  return (
    <div
      className={cx(
        'flex flex-col items-center justify-center text-center',
        compact ? 'gap-2 px-4 py-8' : 'gap-3 px-6 py-16',
      )}
    >
      <span
        className={cx(
          'flex items-center justify-center rounded-full border border-line bg-surface-2 text-accent-strong',
          compact ? 'size-9' : 'mb-1 size-12',
        )}
      >
        <Icon size={compact ? 16 : 20} aria-hidden />
      </span>
      <Title className={cx('font-semibold', compact ? 'text-sm' : 'text-base')}>{title}</Title>
      {children != null && <div className="max-w-md text-sm text-muted">{children}</div>}
      {action != null && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

/** What an error says about itself; `ApiError` of the API package fits. */
export interface Problem {
  title: string;
  detail: string;
  code?: string;
  requestId?: string | null;
}

export interface ErrorStateProps {
  problem: Problem;
  onRetry?: () => void;
  retrying?: boolean;
  /** What the person can do beside trying again. */
  children?: ReactNode;
  compact?: boolean;
}

/** Why something cannot be shown, what can be done, and the id to hand to whoever helps. */
export function ErrorState({ problem, onRetry, retrying, children, compact }: ErrorStateProps) {
  const Icon = problem.code === 'network' ? CloudOff : TriangleAlert;
  return (
    <div
      role="alert"
      className={cx(
        'flex flex-col items-center justify-center text-center',
        compact ? 'gap-2 px-4 py-8' : 'gap-3 px-6 py-16',
      )}
    >
      <span className="mb-1 flex size-12 items-center justify-center rounded-full border border-bad/30 bg-bad/10 text-bad">
        <Icon size={20} aria-hidden />
      </span>
      <p className="text-base font-semibold">{problem.title}</p>
      {problem.detail && (
        <p className="max-w-lg text-sm break-words text-muted">{problem.detail}</p>
      )}
      {children}
      <div className="mt-2 flex flex-wrap items-center justify-center gap-2">
        {onRetry && (
          <Button icon={RotateCw} busy={retrying ?? false} onClick={onRetry}>
            Try again
          </Button>
        )}
        {problem.requestId && (
          <span className="inline-flex items-center gap-1 text-xs text-faint">
            Request <code className="text-muted">{problem.requestId}</code>
            <CopyButton text={problem.requestId} label="Copy the request id" />
          </span>
        )}
      </div>
    </div>
  );
}

/** A line across a panel or page that something is not as it should be. */
export function Notice({
  tone = 'info',
  icon: Icon = TriangleAlert,
  title,
  children,
  action,
}: {
  tone?: 'info' | 'warn' | 'bad';
  icon?: LucideIcon;
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
}) {
  const colours = {
    info: 'border-info/25 bg-info/7 [--tone:var(--color-info)]',
    warn: 'border-warn/25 bg-warn/7 [--tone:var(--color-warn)]',
    bad: 'border-bad/30 bg-bad/8 [--tone:var(--color-bad)]',
  };
  return (
    <div
      role="status"
      className={cx('flex items-start gap-3 rounded-panel border px-4 py-3 text-sm', colours[tone])}
    >
      <Icon size={16} aria-hidden className="mt-0.5 shrink-0 text-(--tone)" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children != null && <div className="mt-0.5 break-words text-muted">{children}</div>}
      </div>
      {action}
    </div>
  );
}
