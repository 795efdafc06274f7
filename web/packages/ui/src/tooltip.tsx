import * as Radix from '@radix-ui/react-tooltip';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Radix.Provider>
  );
}

export interface TooltipProps {
  label: ReactNode;
  /** A key to show beside the label, as `useShortcut` writes it. */
  keys?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** The element it explains; it must take a ref and be focusable to serve the keyboard. */
  children: ReactNode;
}

export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="animate-appear z-60 flex max-w-72 items-center gap-2 rounded-chip border border-line bg-surface-3 px-2 py-1 text-xs text-text shadow-float"
        >
          {label}
          {keys && <Kbd keys={keys} />}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
