import { Board, Elapsed, Page, PageHeader, cx } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { hostStatsQuery } from '~/data/queries.ts';
import { useLive, useStale } from '~/live/live.ts';
import { useCan } from '~/session.ts';
import { AttentionPanel } from './attention-panel.tsx';
import { ContainersPanel } from './containers-panel.tsx';
import { CoresPanel, DisksPanel } from './machine-panels.tsx';
import { EventsPanel } from './events-panel.tsx';
import { HostFigures } from './host-figures.tsx';
import { ServicesPanel } from './services-panel.tsx';

/** What needs me, what is happening, what is running. */
export function HomePage() {
  useLive('host', 'services', 'containers', 'container_stats', 'docker_events', 'engines');
  const may = useCan();
  const stale = useStale();
  const host = useQuery(hostStatsQuery).data;
  const bootedAt = host && new Date(Date.parse(host.at) - host.uptime_s * 1000);
  return (
    <Page>
      <PageHeader
        title={host?.hostname ?? 'Home'}
        facts={
          host ? (
            <>
              <span>{host.os}</span>
              <span className="max-sm:hidden">{host.kernel}</span>
              {bootedAt && (
                <span>
                  up{' '}
                  <Elapsed
                    // Rounded, so that the clock does not wobble with every sample.
                    since={new Date(Math.round(bootedAt.getTime() / 10_000) * 10_000).toISOString()}
                  />
                </span>
              )}
              <span className="num max-sm:hidden">
                load {host.load.map((each) => each.toFixed(2)).join(' ')}
              </span>
            </>
          ) : (
            'Reading the machine'
          )
        }
      />
      <div className={cx('flex flex-col gap-4', stale && 'stale')}>
        <HostFigures />
        <Board>
          <div className="flex min-w-0 flex-col gap-4 lg:col-span-8">
            <AttentionPanel />
            {may('containers') && <ContainersPanel />}
            <div className="grid gap-4 md:grid-cols-2">
              <CoresPanel />
              <DisksPanel />
            </div>
          </div>
          <div className="flex min-w-0 flex-col gap-4 lg:col-span-4">
            <ServicesPanel />
            {may('containers') && <EventsPanel />}
          </div>
        </Board>
      </div>
    </Page>
  );
}
