import * as Radix from '@radix-ui/react-dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  /** The buttons, from the way back to the action. */
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** It is there to be read: the focus begins with the dialog itself and not with a button. */
  reading?: boolean;
  children?: ReactNode;
}

const WIDTHS = { sm: 'sm:max-w-md', md: 'sm:max-w-xl', lg: 'sm:max-w-3xl' } as const;

/** A dialog; on a phone it is a sheet that rises from below. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  footer,
  size = 'md',
  reading = false,
  children,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="animate-appear fixed inset-0 z-40 bg-[#05060c]/65" />
        <Radix.Content
          {...(description == null && { 'aria-describedby': undefined })}
          {...(reading && {
            onOpenAutoFocus: (event) => {
              event.preventDefault();
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
            },
          })}
          className={cx(
            'glass fixed z-50 flex flex-col border border-line shadow-float outline-none',
            'inset-x-0 bottom-0 max-h-[92dvh] animate-sheet rounded-t-[14px]',
            'sm:inset-auto sm:top-1/2 sm:left-1/2 sm:max-h-[86dvh] sm:w-[calc(100vw-3rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:animate-appear sm:rounded-panel',
            WIDTHS[size],
          )}
        >
          <header className="pt-5 pr-14 pb-4 pl-5">
            <div className="min-w-0">
              <Radix.Title className="text-lg font-semibold tracking-tight break-words">
                {title}
              </Radix.Title>
              {description != null && (
                <Radix.Description className="mt-1 text-sm text-muted">
                  {description}
                </Radix.Description>
              )}
            </div>
          </header>
          {children != null && (
            <div
              // What is only read must be scrollable by keyboard too.
              {...(reading && { tabIndex: 0, role: 'region', 'aria-label': 'Text' })}
              className="scroll-thin min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5"
            >
              {children}
            </div>
          )}
          {footer != null && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line/70 px-5 py-3.5">
              {footer}
            </footer>
          )}
          {/* Last, so that the focus begins with the first field or button and not here. */}
          <Radix.Close
            aria-label="Close"
            className="absolute top-3.5 right-3.5 flex size-8 items-center justify-center rounded-control text-faint hover:bg-surface-3 hover:text-text"
          >
            <X size={16} aria-hidden />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
