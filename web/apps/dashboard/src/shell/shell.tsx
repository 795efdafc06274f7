import {
  ConfirmHost,
  KeyHelp,
  ScrollRootProvider,
  TooltipProvider,
  cx,
  focusSearch,
  useRemembered,
  useShortcuts,
} from '@nebula/ui';
import { Outlet, useMatches, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useLive } from '../live/live.ts';
import { meets, useMe } from '../session.ts';
import { BottomBar, Drawer } from './phone.tsx';
import { Forbidden } from './fallbacks.tsx';
import { PlatformBanner } from './platform.tsx';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';
import { useVisibleNav } from './use-nav.ts';
import { useTaskToasts } from './tasks.tsx';

const Palette = lazy(() => import('./palette.tsx'));

/** What surrounds every page once somebody is logged in. */
export function Shell() {
  const me = useMe();
  const nav = useVisibleNav();
  const navigate = useNavigate();
  const matches = useMatches();
  const main = useRef<HTMLElement>(null);
  const [collapsed, setCollapsed] = useRemembered('rail-collapsed', false);
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never');
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);

  useLive('platform', 'tasks');
  useTaskToasts();

  useShortcuts('Everywhere', [
    { keys: 'mod+k', label: 'Search and commands', run: () => setPalette('open') },
    { keys: '/', label: 'Search on this page', run: focusSearch },
    { keys: '?', label: 'Show the keys', run: () => setHelp(true) },
    { keys: '[', label: 'Fold or unfold the rail', run: () => setCollapsed(!collapsed) },
  ]);
  useShortcuts(
    'Go to',
    nav
      .flatMap((group) => group.pages)
      .filter((page) => page.key !== undefined)
      .map((page) => ({
        keys: `g ${page.key}`,
        label: page.label,
        run: () => void navigate({ to: page.to }),
      })),
  );

  const page = matches.at(-1);
  const title = matches.findLast((match) => match.staticData.title)?.staticData.title;
  const full = matches.some((match) => match.staticData.full);
  useEffect(() => {
    document.title = title ? `${title} · Nebula Command` : 'Nebula Command';
  }, [title]);
  const pathname = page?.pathname;
  useEffect(() => {
    main.current?.scrollTo(0, 0);
    setDrawer(false);
  }, [pathname]);

  const module = matches.findLast((match) => match.staticData.module)?.staticData.module;
  const allowed = meets(me, module);
  const firstPage = nav[0]?.pages[0]?.to;
  useEffect(() => {
    // Home is the overview; for a role without it, home is the first page it has.
    if (!allowed && pathname === '/' && firstPage) void navigate({ to: firstPage, replace: true });
  }, [allowed, pathname, firstPage, navigate]);

  const openPalette = (): void => setPalette('open');
  return (
    <TooltipProvider>
      <div className="flex h-dvh overflow-hidden">
        <a
          href="#main"
          className="fixed top-2 left-2 z-60 -translate-y-16 rounded-control bg-accent px-3 py-2 text-sm font-semibold text-ink focus:translate-y-0"
        >
          Skip to the page
        </a>
        <Rail nav={nav} collapsed={collapsed} onCollapsedChange={setCollapsed} />
        <div className="relative flex min-w-0 flex-1 flex-col">
          <TopBar onSearch={openPalette} onHelp={() => setHelp(true)} />
          <ScrollRootProvider value={main}>
            <main
              ref={main}
              id="main"
              tabIndex={-1}
              className="scroll-thin min-h-0 flex-1 overflow-y-auto scroll-pt-(--bar-height) outline-none"
            >
              {/* The spacing under the bar is inside, so that what sticks does so right below it. */}
              <div
                className={cx('flex flex-col pt-(--bar-height)', full ? 'h-full' : 'min-h-full')}
              >
                <PlatformBanner />
                <div
                  className={
                    full
                      ? 'flex min-h-0 flex-1 flex-col px-4 pt-5 pb-4 max-lg:pb-20 lg:px-6 lg:pt-6'
                      : 'px-4 pt-5 pb-24 lg:px-6 lg:pt-6'
                  }
                >
                  {allowed ? <Outlet /> : <Forbidden />}
                </div>
              </div>
            </main>
          </ScrollRootProvider>
          <BottomBar nav={nav} onSearch={openPalette} onMore={() => setDrawer(true)} />
        </div>
        <Drawer nav={nav} open={drawer} onOpenChange={setDrawer} />
        <ConfirmHost />
        <KeyHelp open={help} onOpenChange={setHelp} />
        {palette !== 'never' && (
          <Suspense>
            <Palette
              nav={nav}
              open={palette === 'open'}
              onOpenChange={(open) => setPalette(open ? 'open' : 'closed')}
            />
          </Suspense>
        )}
      </div>
    </TooltipProvider>
  );
}
