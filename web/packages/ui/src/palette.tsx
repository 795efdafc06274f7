// Import this file lazily: it brings cmdk with it, and nobody needs it before the first Ctrl-K.
import { Command } from 'cmdk';
import * as Dialog from '@radix-ui/react-dialog';
import { Search, type LucideIcon } from 'lucide-react';
import { Kbd } from './kbd.tsx';

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

/** Every page and action by a few letters. */
export default function CommandPalette({ open, onOpenChange, entries }: PaletteProps) {
  const groups = [...new Set(entries.map((entry) => entry.group))];
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[#05060c]/65" />
        <Dialog.Content
          aria-describedby={undefined}
          className="glass fixed top-[12dvh] left-1/2 z-50 w-[calc(100vw-1.5rem)] max-w-xl -translate-x-1/2 animate-appear overflow-hidden rounded-panel border border-line shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop>
            <div className="flex h-12 items-center gap-3 border-b border-line px-4">
              <Search size={16} aria-hidden className="shrink-0 text-faint" />
              <Command.Input
                placeholder="Go to a page, find a container, run an action"
                className="h-full min-w-0 flex-1 bg-transparent text-base text-text outline-none placeholder:text-faint max-sm:text-[16px]"
              />
              <Kbd keys="Escape" />
            </div>
            <Command.List className="scroll-thin max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-4 py-10 text-center text-sm text-muted">
                Nothing matches these letters.
              </Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group}
                  heading={group}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
                >
                  {entries
                    .filter((entry) => entry.group === group)
                    .map((entry) => (
                      <Command.Item
                        key={entry.id}
                        value={entry.id}
                        keywords={[entry.label, ...(entry.keywords ?? [])]}
                        onSelect={() => {
                          onOpenChange(false);
                          entry.run();
                        }}
                        className="flex h-9 items-center gap-3 rounded-chip px-2.5 text-sm data-[selected=true]:bg-accent/18"
                      >
                        <entry.icon size={16} aria-hidden className="shrink-0 text-muted" />
                        <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                        {entry.hint && (
                          <span className="max-w-48 truncate text-xs text-muted">{entry.hint}</span>
                        )}
                        {entry.keys && <Kbd keys={entry.keys} />}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
