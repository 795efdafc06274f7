import * as Radix from '@radix-ui/react-popover';
import type { ReactNode } from 'react';

export interface PopoverProps {
  /** Its accessible name. */
  label: string;
  trigger: ReactNode;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

export function Popover({ label, trigger, align = 'end', children }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          sideOffset={8}
          collisionPadding={8}
          className="animate-rise z-50 w-96 max-w-[calc(100vw-1rem)] rounded-panel border border-line bg-surface-2 shadow-float outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
