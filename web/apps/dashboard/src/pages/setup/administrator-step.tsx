import { zodResolver } from '@hookform/resolvers/zod';
import { api, call, type Session } from '@nebula/api';
import { Button, Field, Input, PasswordInput } from '@nebula/ui';
import { useForm } from 'react-hook-form';
import { minLength, object, refine, string } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { showProblem } from '~/forms.ts';

const schema = object({
  setup_token: string().check(minLength(1, { error: 'The log of the first start shows it.' })),
  username: rules.username,
  email: rules.email,
  password: rules.newPassword,
  repeated: string(),
}).check(
  refine((form) => form.password === form.repeated, {
    error: 'The two passwords differ.',
    path: ['repeated'],
  }),
);

const FIELDS = ['setup_token', 'username', 'email', 'password'] as const;
const DRAFT = 'setup-draft';

/** The token of the address's fragment, which no server ever sees. */
function tokenFromAddress(): string {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') ?? '';
}

/** What was typed before a reload; never the passwords. */
function draft(): { username: string; email: string } {
  const stored = sessionStorage.getItem(DRAFT);
  const { username = '', email = '' } = (stored ? JSON.parse(stored) : {}) as {
    username?: string;
    email?: string;
  };
  return { username, email };
}

export function AdministratorStep({
  onBack,
  onCreated,
}: {
  onBack: () => void;
  onCreated: (session: Session) => void;
}) {
  const form = useForm({
    resolver: zodResolver(schema),
    mode: 'onTouched',
    defaultValues: {
      setup_token: tokenFromAddress(),
      ...draft(),
      password: '',
      repeated: '',
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ setup_token, username, email, password }) => {
    try {
      const body = { setup_token: setup_token.trim(), username, email, password };
      const session = await call(api.POST('/api/v1/setup', { body }));
      sessionStorage.removeItem(DRAFT);
      onCreated(session);
    } catch (error) {
      showProblem(error, form.setError, FIELDS, 'Setup failed');
    }
  });
  const remember = (): void => {
    const { username, email } = form.getValues();
    sessionStorage.setItem(DRAFT, JSON.stringify({ username, email }));
  };
  return (
    <form onSubmit={submit} onBlur={remember} noValidate className="flex h-full flex-col gap-4">
      <div>
        <h1 className="text-lg font-semibold">The first administrator</h1>
        <p className="mt-1 text-sm text-muted">May do everything, and invites everybody else.</p>
      </div>
      <Field
        label="Setup token"
        hint="Printed by scripts/up and in the dashboard's log."
        error={errors.setup_token?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('setup_token')}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Username" error={errors.username?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('username')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Email" error={errors.email?.message}>
          {(control) => (
            <Input {...control} {...form.register('email')} type="email" autoComplete="email" />
          )}
        </Field>
        <Field label="Password" error={errors.password?.message} hint="At least 12 characters.">
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register('password')}
              autoComplete="new-password"
            />
          )}
        </Field>
        <Field label="Password again" error={errors.repeated?.message}>
          {(control) => (
            <PasswordInput
              {...control}
              {...form.register('repeated')}
              autoComplete="new-password"
            />
          )}
        </Field>
      </div>
      <div className="mt-auto flex justify-between gap-2 pt-4">
        <Button variant="ghost" onClick={onBack}>
          Back
        </Button>
        <Button type="submit" variant="primary" busy={isSubmitting}>
          Create the administrator
        </Button>
      </div>
    </form>
  );
}
