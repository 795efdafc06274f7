import { zodResolver } from '@hookform/resolvers/zod';
import { api, call, type User } from '@nebula/api';
import { Button, Dialog, toast } from '@nebula/ui';
import { useForm, useWatch } from 'react-hook-form';
import { object } from 'zod/mini';
import * as rules from '~/account-rules.ts';
import { showProblem } from '~/forms.ts';
import { NewPasswordField } from './new-password-field.tsx';

const schema = object({ password: rules.newPassword });

export function ResetPasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { password: '' } });
  const { errors, isSubmitting } = form.formState;
  const password = useWatch({ control: form.control, name: 'password' });
  const submit = form.handleSubmit(async (body) => {
    try {
      await call(api.PATCH('/api/v1/users/{id}', { params: { path: { id: user.id } }, body }));
      toast.success(`${user.username} has a new password`, {
        detail: 'All sessions of it have ended.',
      });
      onClose();
    } catch (error) {
      showProblem(error, form.setError, ['password'], 'The password was not changed');
    }
  });
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`New password for ${user.username}`}
      description="The old one stops working and all sessions end. Copy the new one before you save it: it is not shown again."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="reset-password" variant="primary" busy={isSubmitting}>
            Set the password
          </Button>
        </>
      }
    >
      <form id="reset-password" onSubmit={submit} noValidate>
        <NewPasswordField
          label="New password"
          registration={form.register('password')}
          value={password}
          error={errors.password?.message}
          onSuggest={(suggested) =>
            form.setValue('password', suggested, { shouldValidate: true, shouldDirty: true })
          }
        />
      </form>
    </Dialog>
  );
}
