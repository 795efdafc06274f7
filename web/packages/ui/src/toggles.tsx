import * as RadixCheckbox from '@radix-ui/react-checkbox';
import * as RadixSwitch from '@radix-ui/react-switch';
import { Check, Minus } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { cx } from './cx.ts';

export interface CheckboxProps {
  checked: boolean | 'indeterminate';
  onChange: (checked: boolean) => void;
  /** The accessible name when no visible label is tied to it. */
  label?: string;
  id?: string;
  disabled?: boolean;
  onClick?: (event: React.MouseEvent) => void;
  className?: string;
}

export function Checkbox({
  checked,
  onChange,
  label,
  id,
  disabled,
  onClick,
  className,
}: CheckboxProps) {
  return (
    <RadixCheckbox.Root
      id={id}
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      onClick={onClick}
      aria-label={label}
      disabled={disabled}
      className={cx(
        'relative flex size-4 shrink-0 items-center justify-center rounded-[4px] border border-[#4a5378] bg-surface-1 text-ink transition-colors duration-150',
        // A target of 24 px around a box of 16.
        'after:absolute after:-inset-1 after:content-[""]',
        'hover:border-accent data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent disabled:opacity-50',
        className,
      )}
    >
      <RadixCheckbox.Indicator>
        {checked === 'indeterminate' ? (
          <Minus size={12} strokeWidth={3.5} aria-hidden />
        ) : (
          <Check size={12} strokeWidth={3.5} aria-hidden />
        )}
      </RadixCheckbox.Indicator>
    </RadixCheckbox.Root>
  );
}

export interface SwitchProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label?: string;
  id?: string;
  disabled?: boolean;
  'aria-describedby'?: string | undefined;
}

export function Switch({ checked, onChange, label, ...rest }: SwitchProps) {
  return (
    <RadixSwitch.Root
      {...rest}
      checked={checked}
      onCheckedChange={onChange}
      aria-label={label}
      className="h-5 w-9 shrink-0 rounded-full border border-line bg-surface-3 transition-colors duration-150 data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50"
    >
      <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-muted transition-transform duration-150 ease-out data-[state=checked]:translate-x-[18px] data-[state=checked]:bg-ink" />
    </RadixSwitch.Root>
  );
}

/** A checkbox or switch with its words beside it, and a hint under them. */
export function ToggleRow({
  label,
  hint,
  children,
}: {
  label: ReactNode;
  hint?: ReactNode;
  children: (control: { id: string }) => ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <div className="pt-0.5">{children({ id })}</div>
      <div className="min-w-0">
        <label htmlFor={id} className="block cursor-pointer text-sm font-medium text-text">
          {label}
        </label>
        {hint != null && <p className="text-xs text-faint">{hint}</p>}
      </div>
    </div>
  );
}
