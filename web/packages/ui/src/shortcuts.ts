import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `mod+k` (⌘ or Ctrl), `g c` (one key after the other), `?`, `Enter`. */
  keys: string;
  /** What it does, as `?` lists it. */
  label: string;
  run: (event: KeyboardEvent) => void;
}

export interface ShortcutGroup {
  group: string;
  shortcuts: readonly Shortcut[];
}

const SEQUENCE_MS = 900;

let groups: readonly ShortcutGroup[] = [];
const listeners = new Set<() => void>();
let pending: { key: string; at: number } | null = null;

function publish(next: readonly ShortcutGroup[]): void {
  if (groups.length === 0 && next.length > 0) window.addEventListener('keydown', onKeyDown);
  if (groups.length > 0 && next.length === 0) window.removeEventListener('keydown', onKeyDown);
  groups = next;
  for (const listener of listeners) listener();
}

/** The key of an event in the notation of `Shortcut.keys`, or null for a bare modifier. */
export function chordOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): string | null {
  if (['Control', 'Meta', 'Alt', 'Shift', 'Dead'].includes(event.key)) return null;
  if (event.altKey) return null;
  return event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input, textarea, select, .xterm') !== null)
  );
}

const OPEN_LAYER =
  '[role="dialog"][data-state="open"], [role="menu"][data-state="open"], [role="alertdialog"]';

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const chord = chordOf(event);
  if (chord === null) return;
  const withModifier = chord.startsWith('mod+');
  if (!withModifier && isTyping(event.target)) return;
  if (event.target instanceof HTMLElement && event.target.closest('.xterm')) return;
  if (document.querySelector(OPEN_LAYER)) return;

  const now = Date.now();
  const sequence = pending && now - pending.at < SEQUENCE_MS ? `${pending.key} ${chord}` : null;
  const found = (sequence && find(sequence)) || find(chord);
  pending = null;
  if (found) {
    // Enter and the like belong to the button or link that has the focus.
    if (chord === 'Enter' && isInteractive(event.target)) return;
    event.preventDefault();
    found.run(event);
  } else if (!withModifier && startsSequence(chord)) {
    pending = { key: chord, at: now };
  }
}

function isInteractive(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('a, button, summary') !== null;
}

/** The youngest registration wins, so a page may take a key over from the shell. */
function find(keys: string): Shortcut | undefined {
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const found = groups[index]?.shortcuts.find((each) => each.keys === keys);
    if (found) return found;
  }
  return undefined;
}

function startsSequence(chord: string): boolean {
  return groups.some(({ shortcuts }) =>
    shortcuts.some((each) => each.keys.startsWith(`${chord} `)),
  );
}

/** Makes shortcuts work while the component is mounted, and lists them under `?`. */
export function useShortcuts(group: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const signature = shortcuts.map((each) => `${each.keys}\n${each.label}`).join('\n\n');
  useEffect(() => {
    const entry: ShortcutGroup = {
      group,
      shortcuts: latest.current.map(({ keys, label }) => ({
        keys,
        label,
        run: (event) => latest.current.find((each) => each.keys === keys)?.run(event),
      })),
    };
    publish([...groups, entry]);
    return () => publish(groups.filter((each) => each !== entry));
  }, [group, signature]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** All that is registered now, for the list of keys. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(subscribe, () => groups);
}

/** Puts the cursor into the page's search box, if it has one. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('[data-search]')?.focus();
}
