import type { Module } from '@nebula/api';
import { Box, House, type LucideIcon } from 'lucide-react';
import type { PagePath } from './routes.tsx';

export interface NavPage {
  to: PagePath;
  label: string;
  icon: LucideIcon;
  /** Who may read this module sees the page; absent where everyone does. */
  module?: Module;
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
    ],
  },
];
