import { Board, Page, PageHeader } from '@nebula/ui';
import { PasswordPanel } from './password-panel.tsx';
import { ProfilePanel } from './profile-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { TwoFactorPanel } from './two-factor-panel.tsx';

export function AccountPage() {
  return (
    <Page className="mx-0! max-w-6xl">
      <PageHeader title="Account" facts="How you log in, and where you are logged in." />
      <Board>
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-5">
          <ProfilePanel />
          <PasswordPanel />
        </div>
        <div className="flex min-w-0 flex-col gap-4 lg:col-span-7">
          <TwoFactorPanel />
          <SessionsPanel />
        </div>
      </Board>
    </Page>
  );
}
