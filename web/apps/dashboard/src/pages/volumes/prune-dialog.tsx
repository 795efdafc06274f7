import type { Volume } from '@nebula/api';
import { Button, Checkbox, Dialog, Field, Input, ToggleRow, formatBytes, plural } from '@nebula/ui';
import { useState } from 'react';
import { prunableVolumes, usePruneVolumes } from './commands.ts';

const SHOWN = 8;

/** Names what would be lost, and wants a word typed once named volumes are among it. */
export function PruneVolumesDialog({
  engine,
  volumes,
  onClose,
}: {
  engine: string;
  volumes: readonly Volume[];
  onClose: () => void;
}) {
  const [all, setAll] = useState(false);
  const [typed, setTyped] = useState('');
  const prune = usePruneVolumes(engine);
  const going = prunableVolumes(volumes, all);
  const bytes = going.reduce((sum, each) => sum + (each.size_bytes ?? 0), 0);
  const word = `prune ${going.length}`;
  const ready = going.length > 0 && (!all || typed === word);
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title="Prune volumes"
      description="Removes volumes that no container uses. Their data is lost for ever."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="danger"
            disabled={!ready}
            onClick={() => {
              onClose();
              void prune(all);
            }}
          >
            {going.length === 0 ? 'Nothing to prune' : `Prune ${plural(going.length, 'volume')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ToggleRow
          label="Also volumes that somebody named"
          hint="Otherwise only those that Docker named itself."
        >
          {({ id }) => <Checkbox id={id} checked={all} onChange={setAll} />}
        </ToggleRow>
        {going.length > 0 && (
          <div>
            <ul className="rounded-control border border-line bg-surface-1/60 px-3 py-2 font-mono text-xs">
              {going.slice(0, SHOWN).map((each) => (
                <li key={each.name} className="flex justify-between gap-4 py-0.5">
                  <span className="truncate">{each.name}</span>
                  <span className="num shrink-0 text-muted">{formatBytes(each.size_bytes)}</span>
                </li>
              ))}
              {going.length > SHOWN && (
                <li className="py-0.5 text-muted">and {going.length - SHOWN} more</li>
              )}
            </ul>
            {bytes > 0 && (
              <p className="num mt-2 text-xs text-muted">{formatBytes(bytes)} in all</p>
            )}
          </div>
        )}
        {all && going.length > 0 && (
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
