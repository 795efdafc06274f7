import { zodResolver } from '@hookform/resolvers/zod';
import { api, call, type User } from '@nebula/api';
import { Button, Dialog, Field, Input, Switch, ToggleRow, toast } from '@nebula/ui';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { boolean, enum as oneOf, object } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { showProblem } from '~/forms.ts';
import { ROLE_NAMES } from '~/pages/roles/search.ts';
import { useMe } from '~/session.ts';
import { useUsersChanged } from './commands.ts';
import { RoleField } from './role-field.tsx';

const schema = object({ email: rules.email, role: oneOf(ROLE_NAMES), disabled: boolean() });
const FIELDS = ['email', 'role', 'disabled'] as const;

export function EditUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const isMe = useMe().user.id === user.id;
  const changed = useUsersChanged();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: user.email, role: user.role, disabled: user.disabled },
  });
  const { errors, isSubmitting, isDirty, dirtyFields } = form.formState;
  const role = useWatch({ control: form.control, name: 'role' });
  const disabled = useWatch({ control: form.control, name: 'disabled' });
  const endsSessions = role !== user.role || (disabled && !user.disabled);
  const submit = form.handleSubmit(async (values) => {
    try {
      await call(
        api.PATCH('/api/v1/users/{id}', {
          params: { path: { id: user.id } },
          body: {
            ...(dirtyFields.email && { email: values.email }),
            ...(dirtyFields.role && { role: values.role }),
            ...(dirtyFields.disabled && { disabled: values.disabled }),
          },
        }),
      );
      toast.success(`${user.username} changed`);
      onClose();
      await changed();
    } catch (error) {
      showProblem(error, form.setError, FIELDS, `${user.username} was not changed`);
    }
  });
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`Edit ${user.username}`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="edit-user"
            variant="primary"
            busy={isSubmitting}
            disabled={!isDirty}
          >
            Save
          </Button>
        </>
      }
    >
      <form id="edit-user" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label="Email" error={errors.email?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('email')}
              autoFocus
              type="email"
              autoComplete="off"
            />
          )}
        </Field>
        <RoleField
          registration={form.register('role')}
          value={role}
          error={errors.role?.message}
          disabled={isMe}
        />
        {!isMe && (
          <Controller
            control={form.control}
            name="disabled"
            render={({ field }) => (
              <ToggleRow label="Disabled" hint="Cannot log in, and the keys do not work.">
                {({ id }) => <Switch id={id} checked={field.value} onChange={field.onChange} />}
              </ToggleRow>
            )}
          />
        )}
        {endsSessions && (
          <p role="status" className="text-xs text-warn">
            Saving ends all sessions of {user.username}.
          </p>
        )}
      </form>
    </Dialog>
  );
}
