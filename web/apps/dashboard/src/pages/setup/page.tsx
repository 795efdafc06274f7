import { api, call, setCsrfToken, toApiError, type Session } from '@nebula/api';
import { Button, ErrorState, Page, SkeletonLines, buttonClass, cx } from '@nebula/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { ArrowRight, Check, PartyPopper } from 'lucide-react';
import { useState } from 'react';
import { Threshold } from '~/shell/threshold.tsx';
import { AdministratorStep } from './administrator-step.tsx';
import { ChecksStep } from './checks-step.tsx';

const STEPS = [
  { id: 'checks', label: 'Checks', hint: 'What it stands on' },
  { id: 'administrator', label: 'Administrator', hint: 'The first account' },
  { id: 'done', label: 'Done', hint: 'Go inside' },
] as const;

type Step = (typeof STEPS)[number]['id'];

export function SetupPage() {
  const [step, setStep] = useState<Step>('checks');
  const client = useQueryClient();
  const navigate = useNavigate();
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => call(api.GET('/api/v1/setup', { signal })),
    staleTime: 0,
  });

  const created = (session: Session): void => {
    client.clear();
    setCsrfToken(session.csrf_token);
    // The token has done its work: it leaves the address and the history.
    window.history.replaceState(window.history.state, '', '/setup');
    setStep('done');
  };

  if (setup.data && !setup.data.required && step !== 'done') {
    return (
      <Threshold>
        <div className="flex flex-col items-center gap-4 p-8 text-center">
          <h1 className="text-lg font-semibold">The platform is set up already</h1>
          <p className="text-sm text-muted">
            There is an administrator. Log in, or ask them for an account.
          </p>
          <Link to="/login" className={buttonClass('primary')}>
            Log in
          </Link>
        </div>
      </Threshold>
    );
  }

  return (
    <Threshold wide>
      <div className="grid grid-cols-[minmax(0,1fr)] sm:grid-cols-[13rem_minmax(0,1fr)]">
        <StepList current={step} />
        <div className="min-h-[27rem] p-6 sm:p-8">
          {step === 'checks' && setup.isPending && (
            <Page>
              <h1 className="text-lg font-semibold">Checks</h1>
              <SkeletonLines lines={6} label="The checks are running" />
            </Page>
          )}
          {step === 'checks' && setup.isError && (
            <ErrorState
              problem={toApiError(setup.error)}
              onRetry={() => void setup.refetch()}
              retrying={setup.isFetching}
            />
          )}
          {step === 'checks' && setup.data && (
            <ChecksStep
              checks={setup.data.checks}
              running={setup.isFetching}
              onRetry={() => void setup.refetch()}
              onNext={() => setStep('administrator')}
            />
          )}
          {step === 'administrator' && (
            <AdministratorStep onBack={() => setStep('checks')} onCreated={created} />
          )}
          {step === 'done' && (
            <div className="flex h-full flex-col items-center justify-center gap-4 text-center">
              <span className="flex size-14 items-center justify-center rounded-full border border-well/30 bg-well/10 text-well">
                <PartyPopper size={24} aria-hidden />
              </span>
              <h1 className="text-lg font-semibold">The platform is yours</h1>
              <p className="max-w-sm text-sm text-muted">
                You are logged in. Turn on a second factor under Account before you open this
                address to the outside.
              </p>
              <Button
                variant="primary"
                icon={ArrowRight}
                autoFocus
                onClick={() => void navigate({ to: '/' })}
              >
                Open the dashboard
              </Button>
            </div>
          )}
        </div>
      </div>
    </Threshold>
  );
}

function StepList({ current }: { current: Step }) {
  const position = STEPS.findIndex((step) => step.id === current);
  return (
    <ol
      aria-label="Steps"
      className="flex gap-2 border-line/70 p-4 max-sm:border-b sm:flex-col sm:gap-1 sm:border-r sm:p-5"
    >
      {STEPS.map((step, index) => {
        const done = index < position || current === 'done';
        const active = step.id === current;
        return (
          <li
            key={step.id}
            aria-current={active ? 'step' : undefined}
            className={cx(
              'flex min-w-0 flex-1 items-center gap-3 rounded-control p-2 sm:flex-none',
              active && 'bg-accent/12',
            )}
          >
            <span
              className={cx(
                'num flex size-6 shrink-0 items-center justify-center rounded-full border text-xs font-semibold',
                done && 'border-well/40 bg-well/12 text-well',
                !done && active && 'border-accent bg-accent text-ink',
                !done && !active && 'border-line text-faint',
              )}
            >
              {done ? <Check size={13} strokeWidth={3} aria-hidden /> : index + 1}
            </span>
            <span className="min-w-0">
              <span
                className={cx(
                  'block truncate text-sm font-medium',
                  active ? 'text-text' : 'text-muted',
                )}
              >
                {step.label}
              </span>
              <span className="block truncate text-xs text-faint max-sm:hidden">{step.hint}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
