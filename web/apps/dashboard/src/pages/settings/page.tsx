import { toApiError } from '@nebula/api';
import { ErrorState, Facts, Page, PageHeader, Panel, SkeletonLines } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '~/data/people-queries.ts';
import { useCan, useMe } from '~/session.ts';
import { SettingsForm } from './form.tsx';

export function SettingsPage() {
  const settings = useQuery(settingsQuery);
  const mayChange = useCan()('settings', 'admin');
  return (
    <Page wide={false} className="mx-0!">
      <PageHeader
        title="Settings"
        facts={
          mayChange
            ? 'For the whole platform and everybody on it.'
            : 'For the whole platform. Your role may read them.'
        }
      />
      {settings.isPending ? (
        <Panel>
          <SkeletonLines lines={8} label="Loading the settings" />
        </Panel>
      ) : settings.data ? (
        <SettingsForm settings={settings.data} mayChange={mayChange}>
          <AboutPanel />
        </SettingsForm>
      ) : (
        <Panel flush>
          <ErrorState
            problem={toApiError(settings.error)}
            onRetry={() => void settings.refetch()}
            retrying={settings.isFetching}
          />
        </Panel>
      )}
    </Page>
  );
}

function AboutPanel() {
  const { platform } = useMe();
  return (
    <Panel title="This platform">
      <Facts
        rows={[
          { name: 'Version', value: platform.version },
          { name: 'Environment', value: platform.environment },
          {
            name: 'API',
            value: (
              <a
                href="/api/docs/"
                target="_blank"
                rel="noreferrer"
                className="rounded-[4px] text-accent-strong hover:underline"
              >
                Reference
              </a>
            ),
          },
        ]}
      />
    </Panel>
  );
}
