import { onSetupRequired, onUnauthenticated } from '@nebula/api';
import { Toaster } from '@nebula/ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { live } from './live/live.ts';
import { queryClient } from './query-client.ts';
import { router } from './routes.tsx';
import { leaveSession } from './session.ts';

const OPEN_TO_ALL = ['/login', '/setup'];

function goToLogin(reason?: 'ended'): void {
  const { pathname, href } = router.state.location;
  if (OPEN_TO_ALL.includes(pathname)) return;
  leaveSession(queryClient);
  void router.navigate({
    to: '/login',
    search: { ...(href !== '/' && { next: href }), ...(reason && { reason }) },
  });
}

export function App() {
  useEffect(() => {
    const stops = [
      onUnauthenticated(() => goToLogin()),
      onSetupRequired(() => void router.navigate({ to: '/setup' })),
      live.onSessionEnded(() => goToLogin('ended')),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toaster />
    </QueryClientProvider>
  );
}
