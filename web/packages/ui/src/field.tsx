import { ChevronDown, Eye, EyeOff, Search, X } from 'lucide-react';
import { useId, useState, type ComponentProps, type ReactNode, type Ref } from 'react';
import { cx } from './cx.ts';

const CONTROL =
  'w-full rounded-control border border-line bg-surface-1 text-sm text-text placeholder:text-faint transition-colors duration-150 ' +
  'hover:border-[#3a4263] focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent/50 ' +
  'aria-invalid:border-bad/70 disabled:opacity-50 max-sm:text-[16px]';

export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
  required: boolean | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  required?: boolean;
  /** Leaves the label to screen readers only. */
  hideLabel?: boolean;
  className?: string;
  /** Gets what ties the control to its label, hint and error; spread it on the control. */
  children: (control: ControlProps) => ReactNode;
}

/** A label, a control, and below it the hint or what is wrong. */
export function Field({
  label,
  hint,
  error,
  required,
  hideLabel,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error) || hint != null;
  return (
    <div className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      <label htmlFor={id} className={cx('text-sm font-medium text-text', hideLabel && 'sr-only')}>
        {label}
        {required === false && <span className="ml-1.5 font-normal text-faint">optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
        required: required ? true : undefined,
      })}
      {hasNote && (
        <p
          id={noteId}
          role={error ? 'alert' : undefined}
          className={cx('text-xs', error ? 'text-bad' : 'text-faint')}
        >
          {error || hint}
        </p>
      )}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(CONTROL, 'h-9 px-3', className)} />;
}

/** A password input with a switch to read what was typed. */
export function PasswordInput({ className, ...rest }: ComponentProps<'input'>) {
  const [shown, setShown] = useState(false);
  return (
    <span className="relative block">
      <Input {...rest} type={shown ? 'text' : 'password'} className={cx('pr-10', className)} />
      <button
        type="button"
        aria-label={shown ? 'Hide the password' : 'Show the password'}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 flex w-10 items-center justify-center rounded-control text-faint hover:text-text"
      >
        {shown ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />}
      </button>
    </span>
  );
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={4} {...rest} className={cx(CONTROL, 'px-3 py-2', className)} />;
}

/** The platform's own select: right on a phone, right for a screen reader. */
export function Select({ className, children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className={cx('relative block', className)}>
      <select {...rest} className={cx(CONTROL, 'h-9 appearance-none pr-8 pl-3')}>
        {children}
      </select>
      <ChevronDown
        size={15}
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-faint"
      />
    </span>
  );
}

export interface SearchInputProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  value: string;
  onChange: (value: string) => void;
  label: string;
  inputRef?: Ref<HTMLInputElement>;
}

/** A search box; `/` finds it because it carries `data-search`. Escape empties it, then leaves. */
export function SearchInput({
  value,
  onChange,
  label,
  className,
  inputRef,
  ...rest
}: SearchInputProps) {
  return (
    <span className={cx('relative block', className)}>
      <Search
        size={15}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-faint"
      />
      <input
        {...rest}
        ref={inputRef}
        type="search"
        data-search
        aria-label={label}
        placeholder={rest.placeholder ?? label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (value) onChange('');
          else event.currentTarget.blur();
        }}
        className={cx(CONTROL, 'h-9 pr-8 pl-9 [&::-webkit-search-cancel-button]:appearance-none')}
      />
      {value && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => onChange('')}
          className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-control text-faint hover:text-text"
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
