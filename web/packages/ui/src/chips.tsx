import type { LucideIcon } from 'lucide-react';
import { ChevronDown, X } from 'lucide-react';
import { cx } from './cx.ts';
import { Menu } from './menu.tsx';
import { Dot, type Tone } from './state-chip.tsx';

const CHIP =
  'inline-flex h-8 shrink-0 items-center gap-2 rounded-control border px-2.5 text-xs font-medium whitespace-nowrap transition-colors duration-150';

export interface ChipOption<V extends string> {
  value: V;
  label: string;
  count?: number;
  tone?: Tone;
}

export interface FilterChipsProps<V extends string> {
  label: string;
  options: ChipOption<V>[];
  value: V;
  onChange: (value: V) => void;
}

/** One choice of a few, each with how many it would show. */
export function FilterChips<V extends string>({
  label,
  options,
  value,
  onChange,
}: FilterChipsProps<V>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex min-w-0 gap-1.5 overflow-x-auto p-0.5 [scrollbar-width:none]"
    >
      {options.map((option) => {
        const active = option.value === value;
        return (
          <button
            key={option.value}
            type="button"
            aria-pressed={active}
            onClick={() => onChange(option.value)}
            className={cx(
              CHIP,
              active
                ? 'border-accent/50 bg-accent/15 text-text'
                : 'border-line bg-surface-1 text-muted hover:bg-surface-2 hover:text-text',
            )}
          >
            {option.tone && <Dot tone={option.tone} className="size-1.5" />}
            {option.label}
            {option.count !== undefined && (
              <span className={cx('num', active ? 'text-accent-strong' : 'text-faint')}>
                {option.count}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

export interface FilterMenuProps {
  icon: LucideIcon;
  /** What is chosen by: "Project". */
  label: string;
  options: { value: string; label: string }[];
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** False where something always is chosen. */
  clearable?: boolean;
}

/** One choice of many, as a chip that says what was chosen and can be taken off. */
export function FilterMenu({
  icon: Icon,
  label,
  options,
  value,
  onChange,
  clearable = true,
}: FilterMenuProps) {
  const chosen = options.find((option) => option.value === value);
  return (
    <span className="inline-flex shrink-0 items-center">
      <Menu
        align="start"
        items={options.map((option) => ({
          label: option.label,
          onSelect: () => onChange(option.value),
        }))}
      >
        <button
          type="button"
          className={cx(
            CHIP,
            chosen && clearable && 'rounded-r-none border-r-0',
            chosen
              ? 'border-accent/50 bg-accent/15 text-text'
              : 'border-line bg-surface-1 text-muted hover:bg-surface-2 hover:text-text',
          )}
        >
          <Icon size={14} aria-hidden />
          {chosen ? (
            <>
              <span className="text-muted">{label}</span> {chosen.label}
            </>
          ) : (
            label
          )}
          {!(chosen && clearable) && <ChevronDown size={13} aria-hidden />}
        </button>
      </Menu>
      {chosen && clearable && (
        <button
          type="button"
          aria-label={`Clear ${label}`}
          onClick={() => onChange(undefined)}
          className={cx(
            CHIP,
            'rounded-l-none border-accent/50 bg-accent/15 px-1.5 text-muted hover:text-text',
          )}
        >
          <X size={13} aria-hidden />
        </button>
      )}
    </span>
  );
}
