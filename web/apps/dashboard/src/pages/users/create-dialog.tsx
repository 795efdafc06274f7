import { zodResolver } from '@hookform/resolvers/zod';
import { api, ApiError, call } from '@nebula/api';
import { Button, Dialog, Field, Input, toast } from '@nebula/ui';
import { useForm, useWatch } from 'react-hook-form';
import { enum as oneOf, object, type infer as Of } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { showProblem } from '~/forms.ts';
import { ROLE_NAMES } from '~/pages/roles/search.ts';
import { useUsersChanged } from './commands.ts';
import { NewPasswordField } from './new-password-field.tsx';
import { RoleField } from './role-field.tsx';

const schema = object({
  username: rules.username,
  email: rules.email,
  role: oneOf(ROLE_NAMES),
  password: rules.newPassword,
});
const FIELDS = ['username', 'email', 'role', 'password'] as const;

export function CreateUserDialog({ onClose }: { onClose: () => void }) {
  const changed = useUsersChanged();
  const form = useForm<Of<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { username: '', email: '', role: 'developer', password: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const role = useWatch({ control: form.control, name: 'role' });
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(api.POST('/api/v1/users', { body }));
      toast.success(`${body.username} created`);
      onClose();
      await changed();
    } catch (error) {
      if (error instanceof ApiError && error.code === 'conflict') {
        form.setError('username', { message: error.message }, { shouldFocus: true });
        return;
      }
      showProblem(error, form.setError, FIELDS, 'The user was not created');
    }
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Create a user"
      description="Hand over the first password in person; it can be changed under Account."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="create-user" variant="primary" busy={isSubmitting}>
            Create
          </Button>
        </>
      }
    >
      <form
        id="create-user"
        onSubmit={submit}
        noValidate
        className="grid items-start gap-4 sm:grid-cols-2"
      >
        <Field label="Username" error={errors.username?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('username')}
              autoFocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field label="Email" error={errors.email?.message}>
          {(control) => (
            <Input {...control} {...form.register('email')} type="email" autoComplete="off" />
          )}
        </Field>
        <RoleField registration={form.register('role')} value={role} error={errors.role?.message} />
        <NewPasswordField
          label="First password"
          registration={form.register('password')}
          error={errors.password?.message}
          onSuggest={(password) =>
            form.setValue('password', password, { shouldValidate: true, shouldDirty: true })
          }
          value={useWatch({ control: form.control, name: 'password' })}
        />
      </form>
    </Dialog>
  );
}
