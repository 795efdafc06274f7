import { toApiError } from '@nebula/api';
import { Dot, EmptyState, ErrorState, Panel, SkeletonRows, cx, type Tone } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Box } from 'lucide-react';
import { CpuCell, MemoryCell, NameCell, StateCell } from '~/containers/cells.tsx';
import { NoDocker } from '~/containers/engine.tsx';
import { containerState, hasProblem } from '~/containers/state.ts';
import { enginesQuery } from '~/data/queries.ts';
import { containerStats, useStatsVersion } from '~/live/stats.ts';
import { useAllContainers, type PlacedContainer } from './use-all-containers.ts';

const SHOWN = 7;

/** How many there are of each kind, then those with problems, then the busiest. */
export function ContainersPanel() {
  const { containers, isPending, error } = useAllContainers();
  const engines = useQuery(enginesQuery).data?.items ?? [];
  useStatsVersion(true);
  const cpu = ({ engine, container }: PlacedContainer): number =>
    containerStats.of(engine, container.id)?.latest.cpu_percent ?? -1;
  const first = [...containers]
    .sort(
      (a, b) =>
        Number(hasProblem(b.container)) - Number(hasProblem(a.container)) ||
        // By tens of percent, so that rows do not change places for a breath.
        Math.round(cpu(b) / 10) - Math.round(cpu(a) / 10) ||
        a.container.name.localeCompare(b.container.name),
    )
    .slice(0, SHOWN);
  return (
    <Panel
      title="Containers"
      aside={
        <Link
          to="/containers"
          className="rounded-[4px] text-xs font-medium text-accent-strong hover:underline"
        >
          All containers
        </Link>
      }
      flush
    >
      {error ? (
        <ErrorState compact problem={toApiError(error)} />
      ) : isPending ? (
        <SkeletonRows rows={4} label="Loading the containers" />
      ) : (
        <NoDocker
          engine={engines.every((each) => each.status === 'absent') ? engines[0] : undefined}
        >
          {containers.length === 0 ? (
            <EmptyState compact icon={Box} title="No containers yet">
              What you start with Docker on this machine appears here at once.
            </EmptyState>
          ) : (
            <>
              <Distribution containers={containers} />
              <ul>
                {first.map(({ engine, container }) => (
                  <li
                    key={`${engine}/${container.id}`}
                    className="grid h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-t border-line-soft px-4 text-sm sm:grid-cols-[minmax(0,1fr)_9rem_6rem_6rem]"
                  >
                    <NameCell engine={engine} container={container} />
                    <div className="min-w-0">
                      <StateCell container={container} />
                    </div>
                    <div className="text-right max-sm:hidden">
                      <CpuCell engine={engine} container={container} />
                    </div>
                    <div className="text-right max-sm:hidden">
                      <MemoryCell engine={engine} container={container} />
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )}
        </NoDocker>
      )}
    </Panel>
  );
}

const KINDS: { label: string; tone: Tone; colour: string }[] = [
  { label: 'running', tone: 'well', colour: 'bg-well' },
  { label: 'changing', tone: 'busy', colour: 'bg-info' },
  { label: 'with problems', tone: 'bad', colour: 'bg-bad' },
  { label: 'stopped', tone: 'idle', colour: 'bg-faint/60' },
];

function kindOf({ container }: PlacedContainer): number {
  if (hasProblem(container)) return 2;
  const { tone } = containerState(container);
  if (tone === 'well') return 0;
  return tone === 'idle' ? 3 : 1;
}

/** One bar of all containers, parted by how they are. */
function Distribution({ containers }: { containers: PlacedContainer[] }) {
  const counts = KINDS.map((_, kind) => containers.filter((each) => kindOf(each) === kind).length);
  return (
    <div className="px-4 pt-1 pb-4">
      <div aria-hidden className="flex h-2 gap-0.5 overflow-hidden rounded-full">
        {KINDS.map((kind, index) => {
          const count = counts[index] ?? 0;
          return (
            count > 0 && (
              <span
                key={kind.label}
                className={cx('h-full min-w-1.5', kind.colour)}
                style={{ flexGrow: count }}
              />
            )
          );
        })}
      </div>
      <ul className="num mt-2.5 flex flex-wrap gap-x-5 gap-y-1 text-xs text-muted">
        {KINDS.map((kind, index) => (
          <li
            key={kind.label}
            className={cx('flex items-center gap-2', !counts[index] && 'hidden')}
          >
            <Dot tone={kind.tone} />
            <span>
              <span className="font-semibold text-text">{counts[index]}</span> {kind.label}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
