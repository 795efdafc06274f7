import type { Image } from '@nebula/api';
import { Button, Checkbox, Dialog, ToggleRow, formatBytes, plural } from '@nebula/ui';
import { useState } from 'react';
import { usePruneImages } from './commands.ts';
import { imageName, prunable } from './names.ts';

const SHOWN = 8;

/** Says what would go before anything does. */
export function PruneImagesDialog({
  engine,
  images,
  onClose,
}: {
  engine: string;
  images: readonly Image[];
  onClose: () => void;
}) {
  const [all, setAll] = useState(false);
  const prune = usePruneImages(engine);
  const going = prunable(images, all);
  const bytes = going.reduce((sum, each) => sum + each.size_bytes, 0);
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title="Prune images"
      description="Removes images that no container uses, and the layers that only they need."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            variant="danger"
            disabled={going.length === 0}
            onClick={() => {
              onClose();
              void prune(images, all);
            }}
          >
            {going.length === 0 ? 'Nothing to prune' : `Prune ${plural(going.length, 'image')}`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <ToggleRow
          label="Also images that have a name"
          hint="Otherwise only what lost its name to a newer build or pull."
        >
          {({ id }) => <Checkbox id={id} checked={all} onChange={setAll} />}
        </ToggleRow>
        {going.length > 0 && (
          <div>
            <ul className="rounded-control border border-line bg-surface-1/60 px-3 py-2 font-mono text-xs">
              {going.slice(0, SHOWN).map((each) => (
                <li key={each.id} className="flex justify-between gap-4 py-0.5">
                  <span className="truncate">{imageName(each)}</span>
                  <span className="num shrink-0 text-muted">{formatBytes(each.size_bytes)}</span>
                </li>
              ))}
              {going.length > SHOWN && (
                <li className="py-0.5 text-muted">and {going.length - SHOWN} more</li>
              )}
            </ul>
            <p className="num mt-2 text-xs text-muted">
              Up to {formatBytes(bytes)}; layers that others share stay.
            </p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
