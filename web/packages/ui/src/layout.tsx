import { ChevronRight } from 'lucide-react';
import { createContext, Fragment, useContext, type ReactNode, type RefObject } from 'react';
import { cx } from './cx.ts';

const ScrollRoot = createContext<RefObject<HTMLElement | null> | null>(null);

/** Names the element that scrolls the page, which lists need to know what of them is in sight. */
export const ScrollRootProvider = ScrollRoot.Provider;

export function useScrollRoot(): RefObject<HTMLElement | null> | null {
  return useContext(ScrollRoot);
}

/** Where I am; the last entry is the page itself. Entries are links made by the app's router. */
export function Breadcrumbs({ entries }: { entries: { key: string; node: ReactNode }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1.5 text-sm">
        {entries.map((entry, index) => (
          <Fragment key={entry.key}>
            {index > 0 && (
              <li aria-hidden className="shrink-0 text-faint max-sm:hidden">
                <ChevronRight size={14} />
              </li>
            )}
            <li
              className={cx(
                'truncate',
                index === entries.length - 1 ? 'font-medium text-text' : 'text-muted max-sm:hidden',
              )}
            >
              {entry.node}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}

export interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: a count, a state. */
  aside?: ReactNode;
  /** Under the title: key facts or one sentence. */
  facts?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, aside, facts, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-[-0.015em] break-words">{title}</h1>
          {aside}
        </div>
        {facts != null && (
          <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
            {facts}
          </div>
        )}
      </div>
      {actions != null && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The count beside a list's title. */
export function Count({ children }: { children: ReactNode }) {
  return (
    <span className="num inline-flex h-6 items-center rounded-chip border border-line bg-surface-2 px-2 text-xs font-medium text-muted">
      {children}
    </span>
  );
}

export interface PanelProps {
  title?: ReactNode;
  /** At the right of the title: a link, a state, a menu. */
  aside?: ReactNode;
  /** Without inner spacing, for lists and tables. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

export function Panel({ title, aside, flush = false, className, children }: PanelProps) {
  return (
    <section
      className={cx(
        'flex min-w-0 flex-col rounded-panel border border-line/80 bg-surface-1/90 shadow-panel',
        className,
      )}
    >
      {title != null && (
        <header className="flex min-h-12 items-center justify-between gap-3 px-4 pt-1">
          <h2 className="truncate text-sm font-semibold text-text">{title}</h2>
          {aside != null && <div className="flex shrink-0 items-center gap-1.5">{aside}</div>}
        </header>
      )}
      <div
        className={cx(
          'min-h-0 min-w-0 flex-1',
          !flush && (title != null ? 'px-4 pt-1 pb-4' : 'p-4'),
        )}
      >
        {children}
      </div>
    </section>
  );
}

/** Panels on a 12-column grid; children set their own `col-span`. */
export function Board({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cx('grid grid-cols-1 gap-4 lg:grid-cols-12', className)}>{children}</div>;
}

/** Names and values, one pair a row. */
export function Facts({ rows }: { rows: { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] text-sm">
      {rows.map((row) => (
        <div
          key={row.name}
          className="col-span-2 grid grid-cols-subgrid gap-x-6 border-t border-line-soft py-2 first:border-t-0"
        >
          <dt className="text-muted">{row.name}</dt>
          <dd className="num min-w-0 break-words">{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The vertical rhythm of a page. */
export function Page({
  children,
  wide = true,
  className,
}: {
  children: ReactNode;
  wide?: boolean;
  className?: string;
}) {
  return (
    <div
      className={cx(
        'mx-auto flex w-full flex-col gap-5',
        wide ? 'max-w-[1680px]' : 'max-w-4xl',
        className,
      )}
    >
      {children}
    </div>
  );
}
