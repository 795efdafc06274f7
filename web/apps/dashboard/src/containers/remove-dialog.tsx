import type { ContainerSummary } from '@nebula/api';
import { Button, Checkbox, Dialog, Field, Input, ToggleRow, plural } from '@nebula/ui';
import { useState } from 'react';
import { useContainerCommands } from './commands.ts';
import { isRunning } from './state.ts';

/** Names what goes, and asks for the name itself only where data goes with it. */
export default function RemoveContainersDialog({
  engine,
  containers,
  onClose,
  onRemoved,
}: {
  engine: string;
  containers: readonly ContainerSummary[];
  onClose: () => void;
  onRemoved?: () => void;
}) {
  const { remove } = useContainerCommands();
  const [volumes, setVolumes] = useState(false);
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [only] = containers;
  const one = containers.length === 1 && only;
  const word = one ? only.name : plural(containers.length, 'container');
  const running = containers.filter(isRunning);
  const ready = !volumes || typed === word;

  const act = async (): Promise<void> => {
    setBusy(true);
    await remove(engine, containers, { force: running.length > 0, volumes });
    onClose();
    onRemoved?.();
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`Remove ${word}?`}
      description={
        running.length > 0
          ? `${one ? 'It is' : `${plural(running.length, 'of them is', 'of them are')}`} still running and will be killed first. What was written inside and not in a volume is lost.`
          : 'What was written inside and not in a volume is lost.'
      }
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button variant="danger" disabled={!ready} busy={busy} onClick={() => void act()}>
            Remove
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!one && (
          <ul className="scroll-thin max-h-36 overflow-y-auto rounded-control border border-line bg-surface-1/60 px-3 py-2 font-mono text-xs">
            {containers.map((each) => (
              <li key={each.id} className="truncate py-0.5">
                {each.name}
              </li>
            ))}
          </ul>
        )}
        <ToggleRow
          label="Remove anonymous volumes too"
          hint="Their data is lost for ever. Named volumes stay."
        >
          {({ id }) => <Checkbox id={id} checked={volumes} onChange={setVolumes} />}
        </ToggleRow>
        {volumes && (
          <Field
            label={
              <>
                Type <code className="text-accent-strong">{word}</code> to confirm
              </>
            }
          >
            {(control) => (
              <Input
                {...control}
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        )}
      </div>
    </Dialog>
  );
}
