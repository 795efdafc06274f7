// Import this file lazily: nobody needs it before the first Ctrl-K.
import * as Dialog from '@radix-ui/react-dialog';
import { Search, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from './cx.ts';
import { Kbd } from './kbd.tsx';
import { findEntries } from './palette-match.ts';

export interface PaletteEntry {
  id: string;
  label: string;
  group: string;
  icon: LucideIcon;
  /** At the right: where it leads, the state of the thing. */
  hint?: string | undefined;
  keys?: string | undefined;
  /** Other words by which it is found. */
  keywords?: string[];
  run: () => void;
}

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  entries: readonly PaletteEntry[];
}

const PER_GROUP = 8;

/** Every page and action by a few letters. */
export default function CommandPalette({ open, onOpenChange, entries }: PaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[#05060c]/65" />
        <Dialog.Content
          aria-describedby={undefined}
          className="glass fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 animate-appear overflow-hidden rounded-panel border border-line shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Finder
            entries={entries}
            onChoose={(entry) => {
              onOpenChange(false);
              entry.run();
            }}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Finder({
  entries,
  onChoose,
}: {
  entries: readonly PaletteEntry[];
  onChoose: (entry: PaletteEntry) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [search, setSearch] = useState('');
  const [position, setPosition] = useState(0);
  const found = useMemo(() => findEntries(entries, search, PER_GROUP), [entries, search]);
  const at = Math.min(position, found.length - 1);
  const current = found[at];
  const groups = [...new Set(found.map((entry) => entry.group))];
  const optionId = (entry: PaletteEntry): string => `${id}-${entry.id}`;

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current?.id]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setPosition((at + step + found.length) % found.length);
    } else if (event.key === 'Enter' && current) {
      event.preventDefault();
      onChoose(current);
    }
  };
  return (
    <>
      <div className="flex h-12 items-center gap-3 border-b border-line px-4">
        <Search size={16} aria-hidden className="shrink-0 text-faint" />
        <input
          autoFocus
          role="combobox"
          aria-label="Search and commands"
          aria-expanded={found.length > 0}
          aria-controls={found.length > 0 ? `${id}-list` : undefined}
          aria-activedescendant={current && optionId(current)}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Go to a page, find a container, run an action"
          value={search}
          onChange={(event) => {
            setSearch(event.target.value);
            setPosition(0);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-base text-text outline-none placeholder:text-faint max-sm:text-[16px]"
        />
        <Kbd keys="Escape" />
      </div>
      {found.length === 0 ? (
        <p role="status" className="px-4 py-10 text-center text-sm text-muted">
          Nothing matches these letters.
        </p>
      ) : (
        <div
          ref={list}
          id={`${id}-list`}
          role="listbox"
          aria-label="Found"
          tabIndex={-1}
          className="scroll-thin max-h-[min(27rem,60dvh)] overflow-y-auto p-1.5"
        >
          {groups.map((group) => (
            <div key={group} role="group" aria-label={group}>
              <p role="presentation" className="px-2.5 pt-2.5 pb-1 text-xs font-medium text-faint">
                {group}
              </p>
              {found
                .filter((entry) => entry.group === group)
                .map((entry) => (
                  <div
                    key={entry.id}
                    id={optionId(entry)}
                    role="option"
                    aria-selected={entry === current}
                    onClick={() => onChoose(entry)}
                    onPointerMove={() => setPosition(found.indexOf(entry))}
                    className={cx(
                      'flex h-9 items-center gap-3 rounded-chip px-2.5 text-sm max-sm:h-11',
                      entry === current && 'bg-accent/18',
                    )}
                  >
                    <entry.icon size={16} aria-hidden className="shrink-0 text-muted" />
                    <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                    {entry.hint && (
                      <span className="max-w-48 truncate text-xs text-muted">{entry.hint}</span>
                    )}
                    {entry.keys && <Kbd keys={entry.keys} />}
                  </div>
                ))}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
