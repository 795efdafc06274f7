import type { Volume } from '@nebula/api';
import { Button, CopyButton, Dialog, Facts, RelativeTime, formatBytes } from '@nebula/ui';
import { Trash2 } from 'lucide-react';
import { ContainerLinks } from '~/lists/container-links.tsx';
import { LabelList } from '~/lists/label-list.tsx';

/** Everything about one volume. */
export function VolumeDetails({
  engine,
  volume,
  onRemove,
  onClose,
}: {
  engine: string;
  volume: Volume;
  /** Absent where this person may not remove it. */
  onRemove: (() => void) | undefined;
  onClose: () => void;
}) {
  const used = volume.containers.length > 0;
  return (
    <Dialog
      open
      reading
      onOpenChange={onClose}
      title={volume.name}
      footer={
        onRemove && (
          <>
            {used && (
              <p className="mr-auto self-center text-xs text-muted">
                It can be removed once no container uses it.
              </p>
            )}
            <Button variant="danger" icon={Trash2} disabled={used} onClick={onRemove}>
              Remove
            </Button>
          </>
        )
      }
    >
      <Facts
        rows={[
          {
            name: 'Used by',
            value: used ? (
              <ContainerLinks engine={engine} names={volume.containers} />
            ) : (
              <span className="text-muted">no container</span>
            ),
          },
          { name: 'Size', value: formatBytes(volume.size_bytes) },
          {
            name: 'Created',
            value: volume.created_at ? <RelativeTime at={volume.created_at} /> : '–',
          },
          { name: 'Driver', value: `${volume.driver} (${volume.scope})` },
          {
            name: 'On disk',
            value: (
              <span className="flex items-center justify-between gap-2">
                <code className="min-w-0 text-xs break-all">{volume.mountpoint}</code>
                <CopyButton text={volume.mountpoint} label="Copy the path" />
              </span>
            ),
          },
          { name: 'Labels', value: <LabelList labels={volume.labels} /> },
        ]}
      />
    </Dialog>
  );
}
