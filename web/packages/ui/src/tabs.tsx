import * as Radix from '@radix-ui/react-tabs';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

/** How a tab looks, for links that are tabs (a thing's page keeps its tab in the address). */
export function tabClass(active: boolean): string {
  return cx(
    'relative inline-flex h-10 items-center gap-2 px-1 text-sm font-medium whitespace-nowrap transition-colors duration-150',
    'after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:rounded-full',
    active ? 'text-text after:bg-accent' : 'text-muted hover:text-text after:bg-transparent',
  );
}

/** The line that tabs stand on; it scrolls sideways where they do not fit. */
export const TAB_BAR_CLASS =
  'flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]';

export interface TabsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  tabs: { value: string; label: ReactNode; content: ReactNode }[];
}

/** Tabs within a page, for what has no address of its own. */
export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange}>
      <Radix.List aria-label={label} className={TAB_BAR_CLASS}>
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={tabClass(tab.value === value)}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5 outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
