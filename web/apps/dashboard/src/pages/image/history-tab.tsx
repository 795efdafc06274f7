import type { ImageDetail } from '@nebula/api';
import { CopyButton, Meter, Panel, RelativeTime, cx, formatBytes, plural } from '@nebula/ui';

type Step = ImageDetail['history'][number];

/** How it was built, newest step first, and what each step weighs; then the layers' digests. */
export function HistoryTab({ image }: { image: ImageDetail }) {
  const largest = Math.max(1, ...image.history.map((step) => step.size_bytes));
  return (
    <div className="flex flex-col gap-4">
      <Panel
        title="How it was built"
        flush
        aside={
          <span className="num text-xs text-muted">{plural(image.history.length, 'step')}</span>
        }
      >
        <ol className="pb-2">
          {image.history.map((step, index) => (
            <BuildStep key={index} step={step} largest={largest} />
          ))}
        </ol>
      </Panel>
      <Panel
        title="Layers"
        aside={
          <span className="num text-xs text-muted">
            {plural(image.layers.length, 'layer')}, lowest first
          </span>
        }
      >
        <ol className="flex flex-col">
          {image.layers.map((digest, index) => (
            <li key={digest} className="flex items-center gap-3 text-xs">
              <span className="num w-6 shrink-0 text-right text-muted">{index + 1}</span>
              <code className="min-w-0 flex-1 truncate" title={digest}>
                {digest}
              </code>
              <CopyButton text={digest} label={`Copy the digest of layer ${index + 1}`} />
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}

function BuildStep({ step, largest }: { step: Step; largest: number }) {
  const command = readable(step.created_by);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_6.5rem] items-start gap-4 border-t border-line-soft px-4 py-2.5 first:border-t-0">
      <div className="min-w-0">
        <code
          className={cx('line-clamp-3 text-xs break-words', step.empty && 'text-muted')}
          title={command}
        >
          {command}
        </code>
        <p className="mt-0.5 text-xs text-muted">
          <RelativeTime at={step.created_at} />
        </p>
      </div>
      <div className="num text-right text-sm">
        {step.empty ? (
          <span className="text-muted">no layer</span>
        ) : (
          <>
            {formatBytes(step.size_bytes)}
            <Meter
              className="mt-1"
              label="Share of the largest step"
              value={step.size_bytes / largest}
            />
          </>
        )}
      </div>
    </li>
  );
}

/** The step as its Dockerfile said it: without the shell and the markers the builder added. */
export function readable(createdBy: string): string {
  return (
    createdBy
      .replace(/^\/bin\/sh -c #\(nop\)\s*/, '')
      .replace(/^\/bin\/sh -c\s+/, 'RUN ')
      .replace(/\s*# buildkit$/, '')
      .trim() || 'imported'
  );
}
