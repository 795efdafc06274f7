import { zodResolver } from '@hookform/resolvers/zod';
import { api, call } from '@nebula/api';
import { Button, Facts, Field, Input, Panel, RelativeTime, toast } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { object } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { showProblem } from '~/forms.ts';
import { meQuery, useMe } from '~/session.ts';

const schema = object({ email: rules.email });

export function ProfilePanel() {
  const { user } = useMe();
  const client = useQueryClient();
  const form = useForm({ resolver: zodResolver(schema), values: { email: user.email } });
  const { errors, isSubmitting, isDirty } = form.formState;
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(api.PATCH('/api/v1/me', { body }));
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      toast.success('Email changed');
    } catch (error) {
      showProblem(error, form.setError, ['email'], 'The email was not changed');
    }
  });
  return (
    <Panel title="Profile">
      <Facts
        rows={[
          { name: 'Username', value: user.username },
          { name: 'Role', value: user.role },
          { name: 'Since', value: <RelativeTime at={user.created_at} /> },
          {
            name: 'Last login',
            value: user.last_login_at ? <RelativeTime at={user.last_login_at} /> : '–',
          },
        ]}
      />
      <form onSubmit={submit} noValidate className="mt-3 flex flex-col gap-3">
        <Field label="Email" error={errors.email?.message}>
          {(control) => (
            <Input {...control} {...form.register('email')} type="email" autoComplete="email" />
          )}
        </Field>
        <Button type="submit" className="self-start" busy={isSubmitting} disabled={!isDirty}>
          Save
        </Button>
      </form>
    </Panel>
  );
}
