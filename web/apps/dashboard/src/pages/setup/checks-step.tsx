import type { SetupCheck } from '@nebula/api';
import { Button, cx } from '@nebula/ui';
import {
  ArrowRight,
  CircleAlert,
  CircleCheck,
  CircleX,
  LoaderCircle,
  RotateCw,
} from 'lucide-react';

const NAMES: Record<SetupCheck['name'], string> = {
  postgresql: 'PostgreSQL',
  redis: 'Redis',
  docker: 'Docker',
  service_map: 'Service map',
};

const LOOKS = {
  ok: { icon: CircleCheck, colour: 'text-well', word: 'ok' },
  warning: { icon: CircleAlert, colour: 'text-warn', word: 'warning' },
  failed: { icon: CircleX, colour: 'text-bad', word: 'failed' },
} as const;

/** What the platform stands on, checked now. Only a failure keeps one from going on. */
export function ChecksStep({
  checks,
  running,
  onRetry,
  onNext,
}: {
  checks: readonly SetupCheck[];
  running: boolean;
  onRetry: () => void;
  onNext: () => void;
}) {
  const failed = checks.some((check) => check.status === 'failed');
  return (
    <div className="flex h-full flex-col">
      <h1 className="text-lg font-semibold">Checks</h1>
      <p className="mt-1 text-sm text-muted">
        {failed
          ? 'Something is missing. Put it right and check again.'
          : 'What the platform stands on answers.'}
      </p>
      <ul className="mt-5 flex flex-col" aria-busy={running}>
        {checks.map((check) => {
          const look = LOOKS[check.status];
          const Icon = running ? LoaderCircle : look.icon;
          return (
            <li
              key={check.name}
              className="flex gap-3 border-t border-line-soft py-3 first:border-t-0"
            >
              <Icon
                size={18}
                aria-hidden
                className={cx('mt-px shrink-0', running ? 'animate-spin text-faint' : look.colour)}
              />
              <div className="min-w-0 flex-1">
                <p className="flex items-baseline justify-between gap-3 text-sm font-medium">
                  {NAMES[check.name]}
                  <span className={cx('num shrink-0 text-xs', look.colour)}>
                    {check.status === 'ok' && check.latency_ms != null
                      ? `${check.latency_ms.toFixed(1)} ms`
                      : look.word}
                  </span>
                </p>
                <p className="mt-0.5 text-sm break-words text-muted">{check.detail}</p>
                {check.hint && (
                  <p className="mt-1.5 rounded-chip border border-line bg-surface-2/70 px-2.5 py-1.5 font-mono text-xs break-words whitespace-pre-wrap text-text">
                    {check.hint}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      <div className="mt-auto flex justify-end gap-2 pt-6">
        <Button icon={RotateCw} busy={running} onClick={onRetry}>
          Check again
        </Button>
        <Button variant="primary" icon={ArrowRight} disabled={failed} onClick={onNext}>
          Go on
        </Button>
      </div>
    </div>
  );
}
