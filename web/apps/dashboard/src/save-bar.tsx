import type { ApiError } from '@nebula/api';
import { Button, plural } from '@nebula/ui';
import { CircleAlert, CircleCheck, CircleDot } from 'lucide-react';

/** What is saved and what is not, always true, and the way to make it so. */
export function SaveBar({
  changes,
  saving,
  saved,
  error,
  onSave,
  onDiscard,
}: {
  changes: number;
  saving: boolean;
  /** The last change was just saved. */
  saved: boolean;
  error: ApiError | null;
  onSave: () => void;
  onDiscard: () => void;
}) {
  return (
    <div className="glass sticky bottom-3 z-10 flex min-h-14 flex-wrap items-center gap-3 rounded-panel border border-line px-4 py-2.5 shadow-float max-lg:bottom-18">
      <p role="status" className="flex min-w-0 flex-1 items-center gap-2 text-sm">
        {error ? (
          <>
            <CircleAlert size={15} aria-hidden className="shrink-0 text-bad" />
            <span className="min-w-0 break-words">
              Not saved: {error.message} <span className="text-muted">Nothing is lost.</span>
            </span>
          </>
        ) : changes > 0 ? (
          <>
            <CircleDot size={15} aria-hidden className="shrink-0 text-warn" />
            <span className="num">{plural(changes, 'change')} not saved</span>
          </>
        ) : (
          <>
            <CircleCheck size={15} aria-hidden className="shrink-0 text-well" />
            <span className="text-muted">
              {saved ? 'Saved. In force for everybody at once.' : 'All saved'}
            </span>
          </>
        )}
      </p>
      {changes > 0 && (
        <>
          <Button variant="ghost" disabled={saving} onClick={onDiscard}>
            Discard
          </Button>
          <Button variant="primary" busy={saving} onClick={onSave}>
            Save
          </Button>
        </>
      )}
    </div>
  );
}
