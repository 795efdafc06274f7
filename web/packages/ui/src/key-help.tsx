import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { useShortcutGroups } from './shortcuts.ts';

/** What the keyboard can do here. */
export function KeyHelp({
  open,
  onOpenChange,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const groups = useShortcutGroups();
  const names = [...new Set(groups.map((each) => each.group))];
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keyboard"
      reading
      description="What every key does on this page."
    >
      <div className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
        {names.map((name) => (
          <section key={name}>
            <h3 className="mb-1.5 text-xs font-semibold text-muted">{name}</h3>
            <dl>
              {groups
                .filter((each) => each.group === name)
                .flatMap((each) => each.shortcuts)
                .map((shortcut) => (
                  <div
                    key={shortcut.keys}
                    className="flex items-center justify-between gap-4 border-t border-line-soft py-1.5 text-sm first:border-t-0"
                  >
                    <dt>{shortcut.label}</dt>
                    <dd className="shrink-0">
                      <Kbd keys={shortcut.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
