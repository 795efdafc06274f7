// Every page of the app. A page's code is loaded when it is opened; what stands here is only its
// address, what the address may hold, its title and who may see it.
import { isAbort, ApiError } from '@nebula/api';
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
import { apiKeysSearch } from './pages/api-keys/search.ts';
import { auditSearch } from './pages/audit/search.ts';
import { logsSearch } from './pages/container/logs/search.ts';
import { imageSearch } from './pages/image/search.ts';
import { imagesSearch } from './pages/images/search.ts';
import { networksSearch } from './pages/networks/search.ts';
import { rolesSearch } from './pages/roles/search.ts';
import { servicesSearch } from './pages/services/search.ts';
import { volumesSearch } from './pages/volumes/search.ts';
import { queryClient } from './query-client.ts';
import { listSearch, text } from './search.ts';
import { meQuery, RECORDINGS_NEED, type Need } from './session.ts';
import { NotFound, PageError, PagePending, StrayAddress } from './shell/fallbacks.tsx';

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
  interface StaticDataRouteOption {
    /** The page's name in the breadcrumb and in the window's title. */
    title?: string;
    /** Only who may read this module sees the page. */
    module?: Need;
    /** The list that a thing's own page belongs to, for the breadcrumb. */
    under?: { to: PagePath; title: string };
    /** Where the breadcrumb reads the title from instead, for a thing's own page. */
    crumb?: 'container';
    /** The page takes the whole height, as a terminal does. */
    full?: boolean;
  }
}

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  notFoundComponent: StrayAddress,
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
        // The setup token may stand in the fragment.
        throw redirect({ to: '/setup', hash: location.hash });
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

const images = createRoute({
  getParentRoute: () => shell,
  path: '/images',
  validateSearch: imagesSearch,
  staticData: { title: 'Images', module: 'images' },
  component: lazyRouteComponent(() => import('./pages/images/page.tsx'), 'ImagesPage'),
});

const image = createRoute({
  getParentRoute: () => shell,
  path: '/images/$engine/$id',
  validateSearch: imageSearch,
  staticData: { title: 'Image', module: 'images', under: { to: '/images', title: 'Images' } },
  component: lazyRouteComponent(() => import('./pages/image/page.tsx'), 'ImagePage'),
});

const volumes = createRoute({
  getParentRoute: () => shell,
  path: '/volumes',
  validateSearch: volumesSearch,
  staticData: { title: 'Volumes', module: 'volumes' },
  component: lazyRouteComponent(() => import('./pages/volumes/page.tsx'), 'VolumesPage'),
});

const networks = createRoute({
  getParentRoute: () => shell,
  path: '/networks',
  validateSearch: networksSearch,
  staticData: { title: 'Networks', module: 'networks' },
  component: lazyRouteComponent(() => import('./pages/networks/page.tsx'), 'NetworksPage'),
});

const recordings = createRoute({
  getParentRoute: () => shell,
  path: '/recordings',
  validateSearch: listSearch,
  staticData: { title: 'Recordings', module: RECORDINGS_NEED },
  component: lazyRouteComponent(() => import('./pages/recordings/page.tsx'), 'RecordingsPage'),
});

const recording = createRoute({
  getParentRoute: () => shell,
  path: '/recordings/$id',
  staticData: {
    title: 'Recording',
    module: RECORDINGS_NEED,
    full: true,
    under: { to: '/recordings', title: 'Recordings' },
  },
  component: lazyRouteComponent(() => import('./pages/recording/page.tsx'), 'RecordingPage'),
});

const services = createRoute({
  getParentRoute: () => shell,
  path: '/services',
  validateSearch: servicesSearch,
  staticData: { title: 'Services', module: 'overview' },
  component: lazyRouteComponent(() => import('./pages/services/page.tsx'), 'ServicesPage'),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  validateSearch: listSearch,
  staticData: { title: 'Users', module: 'users' },
  component: lazyRouteComponent(() => import('./pages/users/page.tsx'), 'UsersPage'),
});

const roles = createRoute({
  getParentRoute: () => shell,
  path: '/roles',
  validateSearch: rolesSearch,
  staticData: { title: 'Roles', module: 'users' },
  component: lazyRouteComponent(() => import('./pages/roles/page.tsx'), 'RolesPage'),
});

const apiKeys = createRoute({
  getParentRoute: () => shell,
  path: '/api-keys',
  validateSearch: apiKeysSearch,
  staticData: { title: 'API keys', module: 'api_keys' },
  component: lazyRouteComponent(() => import('./pages/api-keys/page.tsx'), 'ApiKeysPage'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: auditSearch,
  staticData: { title: 'Audit log', module: 'audit' },
  component: lazyRouteComponent(() => import('./pages/audit/page.tsx'), 'AuditPage'),
});

const account = createRoute({
  getParentRoute: () => shell,
  path: '/account',
  staticData: { title: 'Account' },
  component: lazyRouteComponent(() => import('./pages/account/page.tsx'), 'AccountPage'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  staticData: { title: 'Settings', module: 'settings' },
  component: lazyRouteComponent(() => import('./pages/settings/page.tsx'), 'SettingsPage'),
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
      images,
      image,
      volumes,
      networks,
      recordings,
      recording,
      services,
      users,
      roles,
      apiKeys,
      audit,
      account,
      settings,
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
export type PagePath =
  | '/'
  | '/containers'
  | '/images'
  | '/volumes'
  | '/networks'
  | '/recordings'
  | '/services'
  | '/users'
  | '/roles'
  | '/api-keys'
  | '/audit'
  | '/account'
  | '/settings';

export { router };
