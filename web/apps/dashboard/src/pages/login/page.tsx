import { Notice } from '@nebula/ui';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Threshold } from '~/shell/threshold.tsx';
import { CodeStep } from './code-step.tsx';
import { PasswordStep } from './password-step.tsx';
import { useLogin, type Credentials } from './use-login.ts';

const route = getRouteApi('/login');

export function LoginPage() {
  const { reason } = route.useSearch();
  const [credentials, setCredentials] = useState<Credentials | null>(null);
  const login = useLogin();
  return (
    <Threshold>
      <div className="p-7">
        {reason === 'ended' && !credentials && (
          <div className="mb-5">
            <Notice title="Your session has ended">Log in again to go on.</Notice>
          </div>
        )}
        {credentials ? (
          <CodeStep login={login} credentials={credentials} onBack={() => setCredentials(null)} />
        ) : (
          <PasswordStep login={login} onCodeRequired={setCredentials} />
        )}
      </div>
    </Threshold>
  );
}
