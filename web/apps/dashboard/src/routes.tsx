// Every page of the app. A page's code is loaded when it is opened; what stands here is only its
// address, what the address may hold, its title and who may see it.
import { isAbort, ApiError, type Module } from '@nebula/api';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { containersSearch } from './containers/search.ts';
import { logsSearch } from './pages/container/logs/search.ts';
import { queryClient } from './query-client.ts';
import { text } from './search.ts';
import { meQuery } from './session.ts';
import { NotFound, PageError, PagePending } from './shell/fallbacks.tsx';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page's name in the breadcrumb and in the window's title. */
    title?: string;
    /** Only who may read this module sees the page. */
    module?: Module;
    /** Where the breadcrumb reads the title from instead, for a thing's own page. */
    crumb?: 'container';
    /** The page takes the whole height, as a terminal does. */
    full?: boolean;
  }
}

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
});

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (raw: Record<string, unknown>): { next?: string; reason?: 'ended' } => {
    const next = text(raw, 'next');
    return {
      // Only an address of this app: never a way out to another site.
      ...(next?.startsWith('/') && !next.startsWith('//') && { next }),
      ...(raw['reason'] === 'ended' && { reason: 'ended' }),
    };
  },
  staticData: { title: 'Log in' },
  component: lazyRouteComponent(() => import('./pages/login/page.tsx'), 'LoginPage'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  staticData: { title: 'Setup' },
  component: lazyRouteComponent(() => import('./pages/setup/page.tsx'), 'SetupPage'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
    } catch (error) {
      if (isAbort(error)) throw error;
      if (error instanceof ApiError && error.code === 'setup_required') {
        throw redirect({ to: '/setup' });
      }
      if (error instanceof ApiError && error.status === 401) {
        const next = location.href;
        throw redirect({ to: '/login', search: next === '/' ? {} : { next } });
      }
      throw error;
    }
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  staticData: { title: 'Home', module: 'overview' },
  component: lazyRouteComponent(() => import('./pages/home/page.tsx'), 'HomePage'),
});

const containers = createRoute({
  getParentRoute: () => shell,
  path: '/containers',
  validateSearch: containersSearch,
  staticData: { title: 'Containers', module: 'containers' },
  component: lazyRouteComponent(() => import('./pages/containers/page.tsx'), 'ContainersPage'),
});

const container = createRoute({
  getParentRoute: () => shell,
  path: '/containers/$engine/$id',
  staticData: { module: 'containers', crumb: 'container' },
  component: lazyRouteComponent(() => import('./pages/container/page.tsx'), 'ContainerPage'),
});

const containerOverview = createRoute({
  getParentRoute: () => container,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/container/overview.tsx'), 'OverviewTab'),
});

const containerLogs = createRoute({
  getParentRoute: () => container,
  path: '/logs',
  validateSearch: logsSearch,
  staticData: { full: true },
  component: lazyRouteComponent(() => import('./pages/container/logs/tab.tsx'), 'LogsTab'),
});

const containerStats = createRoute({
  getParentRoute: () => container,
  path: '/stats',
  component: lazyRouteComponent(() => import('./pages/container/stats.tsx'), 'StatsTab'),
});

const containerTerminal = createRoute({
  getParentRoute: () => container,
  path: '/terminal',
  staticData: { module: 'terminal', full: true },
  component: lazyRouteComponent(() => import('./pages/container/terminal.tsx'), 'TerminalTab'),
});

const containerFiles = createRoute({
  getParentRoute: () => container,
  path: '/files',
  validateSearch: (raw: Record<string, unknown>): { path?: string } => {
    const path = text(raw, 'path');
    return path?.startsWith('/') ? { path } : {};
  },
  staticData: { module: 'files' },
  component: lazyRouteComponent(() => import('./pages/container/files.tsx'), 'FilesTab'),
});

const containerInspect = createRoute({
  getParentRoute: () => container,
  path: '/inspect',
  component: lazyRouteComponent(() => import('./pages/container/inspect.tsx'), 'InspectTab'),
});

const router = createRouter({
  routeTree: root.addChildren([
    login,
    setup,
    shell.addChildren([
      home,
      containers,
      container.addChildren([
        containerOverview,
        containerLogs,
        containerStats,
        containerTerminal,
        containerFiles,
        containerInspect,
      ]),
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  // The query cache decides what is fresh; the router only fetches code ahead.
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 150,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
  defaultNotFoundComponent: NotFound,
});

/** The addresses that need nothing but themselves: what the rail and the palette can lead to. */
export type PagePath = '/' | '/containers';

export { router };
