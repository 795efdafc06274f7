import { cx } from '@nebula/ui';
import * as Dialog from '@radix-ui/react-dialog';
import { Link } from '@tanstack/react-router';
import { Menu, Search, X } from 'lucide-react';
import type { NavGroup } from '../nav.ts';
import { Mark } from './mark.tsx';
import { NAV_LINK_CLASS } from './rail.tsx';

const ITEM =
  'flex h-full flex-1 flex-col items-center justify-center gap-1 text-2xs font-medium text-muted aria-[current=page]:text-accent-strong';

/** The first pages under the thumb, and the way to all others. */
export function BottomBar({
  nav,
  onSearch,
  onMore,
}: {
  nav: NavGroup[];
  onSearch: () => void;
  onMore: () => void;
}) {
  const first = nav.flatMap((group) => group.pages).slice(0, 3);
  return (
    <nav
      aria-label="Main pages"
      className="glass fixed inset-x-0 bottom-0 z-30 flex h-[calc(3.75rem+env(safe-area-inset-bottom))] border-t border-line/70 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {first.map((page) => (
        <Link
          key={page.to}
          to={page.to}
          activeOptions={{ exact: page.to === '/', includeSearch: false }}
          className={ITEM}
        >
          <page.icon size={20} aria-hidden />
          {page.label}
        </Link>
      ))}
      <button type="button" onClick={onSearch} className={ITEM}>
        <Search size={20} aria-hidden />
        Search
      </button>
      <button type="button" onClick={onMore} className={ITEM}>
        <Menu size={20} aria-hidden />
        More
      </button>
    </nav>
  );
}

/** Every page, from the left edge. */
export function Drawer({
  nav,
  open,
  onOpenChange,
}: {
  nav: NavGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[#05060c]/65 lg:hidden" />
        <Dialog.Content
          aria-describedby={undefined}
          className="glass fixed inset-y-0 left-0 z-50 flex w-72 max-w-[84vw] animate-drawer flex-col border-r border-line outline-none lg:hidden"
        >
          <div className="flex h-14 items-center gap-2.5 pr-2 pl-4">
            <Mark />
            <Dialog.Title className="flex-1 text-[0.9375rem] font-semibold">
              Nebula Command
            </Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="flex size-10 items-center justify-center rounded-control text-muted"
            >
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          <nav aria-label="All pages" className="flex-1 overflow-y-auto px-3 pb-6">
            {nav.map((group) => (
              <section key={group.label} aria-label={group.label} className="mt-4">
                <h2 className="mb-1 px-2.5 text-xs font-medium text-faint">{group.label}</h2>
                {group.pages.map((page) => (
                  <Link
                    key={page.to}
                    to={page.to}
                    activeOptions={{ exact: page.to === '/', includeSearch: false }}
                    className={cx(NAV_LINK_CLASS, 'h-11')}
                  >
                    <page.icon size={18} aria-hidden className="shrink-0" />
                    {page.label}
                  </Link>
                ))}
              </section>
            ))}
          </nav>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
