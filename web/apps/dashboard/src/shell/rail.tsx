import { IconButton, Tooltip, cx } from '@nebula/ui';
import { Link } from '@tanstack/react-router';
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { NavGroup, NavPage } from '../nav.ts';
import { useMe } from '../session.ts';
import { Mark } from './mark.tsx';

export interface RailProps {
  nav: NavGroup[];
  collapsed: boolean;
  onCollapsedChange: (collapsed: boolean) => void;
}

export function Rail({ nav, collapsed, onCollapsedChange }: RailProps) {
  const { platform } = useMe();
  return (
    <aside
      className={cx(
        'glass flex shrink-0 flex-col border-r border-line/70 max-lg:hidden',
        collapsed ? 'w-[3.75rem]' : 'w-58',
      )}
    >
      <div
        className={cx(
          'flex h-(--bar-height) shrink-0 items-center gap-2.5',
          collapsed ? 'justify-center' : 'px-4',
        )}
      >
        <Mark />
        {!collapsed && (
          <span className="text-[0.9375rem] font-semibold tracking-[-0.01em]">Nebula Command</span>
        )}
      </div>
      <nav
        aria-label="Pages"
        className={cx('scroll-thin flex-1 overflow-y-auto pt-2', collapsed ? 'px-2.5' : 'px-3')}
      >
        {nav.map((group, index) => (
          <section key={group.label} aria-label={group.label} className="mb-4">
            {collapsed ? (
              index > 0 && <div className="mx-1.5 mb-3 h-px bg-line/70" />
            ) : (
              <h2 className="mb-1 px-2.5 text-xs font-medium text-faint">{group.label}</h2>
            )}
            <ul className="flex flex-col gap-0.5">
              {group.pages.map((page) => (
                <li key={page.to}>
                  <RailLink page={page} collapsed={collapsed} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div
        className={cx(
          'flex h-12 shrink-0 items-center',
          collapsed ? 'justify-center' : 'justify-between pr-2 pl-5.5',
        )}
      >
        {!collapsed && (
          <span className="num truncate text-xs text-faint">
            {platform.version} · {platform.environment}
          </span>
        )}
        <IconButton
          size="sm"
          icon={collapsed ? PanelLeftOpen : PanelLeftClose}
          label={collapsed ? 'Unfold the rail' : 'Fold the rail'}
          keys="["
          onClick={() => onCollapsedChange(!collapsed)}
        />
      </div>
    </aside>
  );
}

/** How an entry of the rail or drawer looks; the current page's is lit from the left. */
export const NAV_LINK_CLASS =
  'group relative flex h-9 items-center gap-3 rounded-control px-2.5 text-sm font-medium text-muted transition-colors duration-150 hover:bg-surface-3/60 hover:text-text aria-[current=page]:bg-accent/14 aria-[current=page]:text-text';

function RailLink({ page, collapsed }: { page: NavPage; collapsed: boolean }) {
  const link = (
    <Link
      to={page.to}
      activeOptions={{ exact: page.to === '/', includeSearch: false }}
      aria-label={collapsed ? page.label : undefined}
      className={cx(NAV_LINK_CLASS, collapsed && 'justify-center px-0')}
    >
      <page.icon
        size={17}
        aria-hidden
        className="shrink-0 text-faint transition-colors group-hover:text-muted group-aria-[current=page]:text-accent-strong"
      />
      {!collapsed && <span className="truncate">{page.label}</span>}
    </Link>
  );
  return collapsed ? (
    <Tooltip label={page.label} side="right" keys={page.key && `g ${page.key}`}>
      {link}
    </Tooltip>
  ) : (
    link
  );
}
