import type { LucideIcon } from 'lucide-react';
import { LoaderCircle } from 'lucide-react';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: LucideIcon;
  /** What the button does: its accessible name and its tooltip. */
  label: string;
  /** A key to show in the tooltip. */
  keys?: string;
  size?: 'sm' | 'md';
  busy?: boolean;
  danger?: boolean;
  pressed?: boolean;
}

export function IconButton({
  icon: Icon,
  label,
  keys,
  size = 'md',
  busy = false,
  danger = false,
  pressed,
  className,
  disabled,
  type = 'button',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <button
        {...rest}
        type={type}
        aria-label={label}
        aria-pressed={pressed}
        aria-busy={busy || undefined}
        disabled={disabled || busy}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors duration-150',
          'disabled:pointer-events-none disabled:opacity-40',
          danger ? 'hover:bg-bad/15 hover:text-bad' : 'hover:bg-surface-3 hover:text-text',
          pressed && 'bg-surface-3 text-text',
          size === 'sm' ? 'size-7' : 'size-9',
          className,
        )}
      >
        {busy ? (
          <LoaderCircle size={16} className="animate-spin" aria-hidden />
        ) : (
          <Icon size={size === 'sm' ? 15 : 17} aria-hidden />
        )}
      </button>
    </Tooltip>
  );
}
