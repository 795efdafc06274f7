import type { Level } from '@nebula/api';
import { cx } from '@nebula/ui';
import { useRef, type KeyboardEvent } from 'react';

const CHOSEN: Record<Level, string> = {
  none: 'bg-surface-3 text-muted',
  read: 'bg-info/15 text-info',
  write: 'bg-accent/20 text-accent-strong',
  admin: 'bg-warn/15 text-warn',
};

/** One level of a few, side by side. Arrow keys move as in any group of radio buttons. */
export function LevelPicker({
  label,
  levels,
  value,
  changed,
  disabled,
  describe,
  onChange,
}: {
  label: string;
  levels: readonly Level[];
  value: Level;
  /** The change waits to be saved. */
  changed: boolean;
  disabled: boolean;
  describe: (level: Level) => string;
  onChange: (level: Level) => void;
}) {
  const group = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = (levels.indexOf(value) + step + levels.length) % levels.length;
    const next = levels[at];
    if (!next) return;
    onChange(next);
    group.current?.querySelectorAll('button')[at]?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={changed ? `${label}, changed` : label}
      aria-disabled={disabled || undefined}
      onKeyDown={disabled ? undefined : move}
      className={cx(
        'inline-flex rounded-control border bg-surface-1 p-0.5',
        changed ? 'border-warn/60' : 'border-line',
      )}
    >
      {levels.map((level) => {
        const chosen = level === value;
        return (
          <button
            key={level}
            type="button"
            role="radio"
            aria-checked={chosen}
            tabIndex={chosen ? 0 : -1}
            disabled={disabled}
            title={describe(level)}
            onClick={() => onChange(level)}
            className={cx(
              'h-6 min-w-11 rounded-chip px-1.5 text-xs font-medium transition-colors duration-150 max-lg:h-8 max-lg:min-w-13',
              chosen ? CHOSEN[level] : 'text-muted enabled:hover:text-text',
            )}
          >
            {level}
          </button>
        );
      })}
    </div>
  );
}
