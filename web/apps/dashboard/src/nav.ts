import {
  Activity,
  Box,
  CircleUserRound,
  Film,
  HardDrive,
  House,
  KeyRound,
  Layers,
  Network,
  ScrollText,
  Settings,
  ShieldHalf,
  Users,
  type LucideIcon,
} from 'lucide-react';
import type { PagePath } from './routes.tsx';
import { RECORDINGS_NEED, type Need } from './session.ts';

export interface NavPage {
  to: PagePath;
  label: string;
  icon: LucideIcon;
  /** Who may read this module sees the page; absent where everyone does. */
  module?: Need;
  /** The second key after `g`. */
  key?: string;
  /** Other words by which the palette finds it. */
  keywords?: string[];
}

export interface NavGroup {
  label: string;
  pages: NavPage[];
}

/** The left rail, the drawer on a phone and the palette's pages, in this order. */
export const NAV: NavGroup[] = [
  {
    label: 'Overview',
    pages: [{ to: '/', label: 'Home', icon: House, module: 'overview', key: 'h' }],
  },
  {
    label: 'Infrastructure',
    pages: [
      {
        to: '/containers',
        label: 'Containers',
        icon: Box,
        module: 'containers',
        key: 'c',
        keywords: ['docker', 'compose'],
      },
      {
        to: '/images',
        label: 'Images',
        icon: Layers,
        module: 'images',
        key: 'i',
        keywords: ['docker', 'pull', 'layers', 'registry'],
      },
      {
        to: '/volumes',
        label: 'Volumes',
        icon: HardDrive,
        module: 'volumes',
        key: 'v',
        keywords: ['docker', 'storage', 'disk'],
      },
      {
        to: '/networks',
        label: 'Networks',
        icon: Network,
        module: 'networks',
        key: 'n',
        keywords: ['docker', 'bridge', 'subnet'],
      },
      {
        to: '/recordings',
        label: 'Recordings',
        icon: Film,
        module: RECORDINGS_NEED,
        key: 'r',
        keywords: ['terminal', 'replay', 'asciicast'],
      },
    ],
  },
  {
    label: 'Observe',
    pages: [
      {
        to: '/services',
        label: 'Services',
        icon: Activity,
        module: 'overview',
        key: 's',
        keywords: ['service map', 'health', 'nodes', 'postgresql', 'redis'],
      },
    ],
  },
  {
    label: 'Settings',
    pages: [
      {
        to: '/users',
        label: 'Users',
        icon: Users,
        module: 'users',
        key: 'u',
        keywords: ['people', 'password'],
      },
      {
        to: '/roles',
        label: 'Roles',
        icon: ShieldHalf,
        module: 'users',
        key: 'o',
        keywords: ['permissions', 'matrix', 'rights'],
      },
      {
        to: '/api-keys',
        label: 'API keys',
        icon: KeyRound,
        module: 'api_keys',
        key: 'k',
        keywords: ['tokens', 'bearer', 'scopes'],
      },
      {
        to: '/audit',
        label: 'Audit log',
        icon: ScrollText,
        module: 'audit',
        key: 'l',
        keywords: ['who', 'history', 'denied'],
      },
      {
        to: '/account',
        label: 'Account',
        icon: CircleUserRound,
        key: 'a',
        keywords: ['profile', 'password', 'two-factor', 'totp', 'sessions', 'security'],
      },
      {
        to: '/settings',
        label: 'Settings',
        icon: Settings,
        module: 'settings',
        key: 't',
        keywords: ['retention', 'platform'],
      },
    ],
  },
];
