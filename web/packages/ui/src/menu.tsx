import * as Radix from '@radix-ui/react-dropdown-menu';
import type { LucideIcon } from 'lucide-react';
import { Check } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';

export interface MenuItem {
  label: string;
  icon?: LucideIcon;
  /** Present (true or false) on entries that switch something on and off. */
  checked?: boolean;
  keys?: string;
  danger?: boolean;
  disabled?: boolean;
  /** Draws a line above. */
  separated?: boolean;
  onSelect: () => void;
}

export interface MenuProps {
  items: MenuItem[];
  /** What is above the entries, for example who is logged in. */
  heading?: ReactNode;
  align?: 'start' | 'end';
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** The button that opens it. */
  children: ReactNode;
}

const CONTENT =
  'animate-appear z-50 min-w-48 max-w-80 rounded-panel border border-line bg-surface-2 p-1 shadow-float';
const ITEM =
  'flex h-8 cursor-default items-center gap-2.5 rounded-chip px-2 text-sm outline-none select-none data-[disabled]:opacity-40 data-[highlighted]:bg-surface-3';

export function Menu({ items, heading, align = 'end', open, onOpenChange, children }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(open !== undefined && { open })}
      {...(onOpenChange && { onOpenChange })}
    >
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={6} collisionPadding={8} className={CONTENT}>
          {heading != null && (
            <div className="mb-1 border-b border-line px-2 pt-1.5 pb-2.5">{heading}</div>
          )}
          <MenuItems items={items} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function MenuItems({ items }: { items: MenuItem[] }) {
  return items.map((item) => {
    const body = (
      <>
        {item.icon && <item.icon size={15} aria-hidden className="shrink-0 opacity-80" />}
        <span className="min-w-0 flex-1 truncate">{item.label}</span>
        {item.checked && <Check size={15} aria-hidden className="text-accent-strong" />}
        {item.keys && <Kbd keys={item.keys} />}
      </>
    );
    const className = cx(ITEM, item.danger ? 'text-bad' : 'text-text');
    return (
      <Fragment key={item.label}>
        {item.separated && <Radix.Separator className="mx-1 my-1 h-px bg-line" />}
        {item.checked === undefined ? (
          <Radix.Item
            className={className}
            disabled={item.disabled ?? false}
            onSelect={item.onSelect}
          >
            {body}
          </Radix.Item>
        ) : (
          <Radix.CheckboxItem
            className={className}
            disabled={item.disabled ?? false}
            checked={item.checked}
            // Several columns are switched in a row: the menu stays open.
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={item.onSelect}
          >
            {body}
          </Radix.CheckboxItem>
        )}
      </Fragment>
    );
  });
}
