/** Keys as caps: `mod+k` is ⌘K or Ctrl K by platform, `g c` are two keys in turn. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1">
      {keys.split(' ').map((chord) => (
        <kbd
          key={chord}
          className="inline-flex h-5 min-w-5 items-center justify-center rounded-[5px] border border-line bg-surface-2 px-1.5 font-sans text-2xs font-medium text-muted"
        >
          {chord
            .split('+')
            .map(keyName)
            .join(isApple() ? '' : ' ')}
        </kbd>
      ))}
    </span>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function keyName(key: string): string {
  if (key === 'mod') return isApple() ? '⌘' : 'Ctrl';
  if (key === 'Enter') return '↵';
  if (key === 'Escape') return 'Esc';
  return key.length === 1 ? key.toUpperCase() : key;
}
