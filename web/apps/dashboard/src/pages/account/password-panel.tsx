import { zodResolver } from '@hookform/resolvers/zod';
import { api, call } from '@nebula/api';
import { Button, Field, Panel, PasswordInput, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { minLength, object, refine, string } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { peopleKeys } from '~/data/people-queries.ts';
import { showProblem } from '~/forms.ts';
import { useMe } from '~/session.ts';

const schema = object({
  current_password: string().check(minLength(1, { error: 'The one you log in with now.' })),
  new_password: rules.newPassword,
  repeated: string(),
}).check(
  refine((form) => form.new_password === form.repeated, {
    error: 'The two passwords differ.',
    path: ['repeated'],
  }),
);
const FIELDS = ['current_password', 'new_password'] as const;
const EMPTY = { current_password: '', new_password: '', repeated: '' };

export function PasswordPanel() {
  const { user } = useMe();
  const client = useQueryClient();
  const form = useForm({ resolver: zodResolver(schema), defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ current_password, new_password }) => {
    try {
      await call(api.POST('/api/v1/me/password', { body: { current_password, new_password } }));
      form.reset(EMPTY);
      toast.success('Password changed', {
        detail: 'Your other sessions have ended and your API keys are revoked.',
      });
      await client.invalidateQueries({ queryKey: peopleKeys.sessions });
    } catch (error) {
      showProblem(error, form.setError, FIELDS, 'The password was not changed');
    }
  });
  return (
    <Panel title="Password">
      <form onSubmit={submit} noValidate className="flex flex-col gap-3">
        {/* For password managers, which otherwise guess whose password it is. */}
        <input
          type="text"
          hidden
          readOnly
          name="username"
          autoComplete="username"
          value={user.username}
        />
        <Field label="Current password" error={errors.current_password?.message}>
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register('current_password')}
              autoComplete="current-password"
            />
          )}
        </Field>
        <Field
          label="New password"
          error={errors.new_password?.message}
          hint="At least 12 characters. A sentence makes a good one."
        >
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register('new_password', { deps: 'repeated' })}
              autoComplete="new-password"
            />
          )}
        </Field>
        <Field label="New password again" error={errors.repeated?.message}>
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register('repeated')}
              autoComplete="new-password"
            />
          )}
        </Field>
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" busy={isSubmitting}>
            Change the password
          </Button>
          <span className="text-xs text-muted">
            Ends all your other sessions and revokes your API keys.
          </span>
        </div>
      </form>
    </Panel>
  );
}
