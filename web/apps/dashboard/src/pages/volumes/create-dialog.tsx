import { zodResolver } from '@hookform/resolvers/zod';
import { api, call } from '@nebula/api';
import { Button, Dialog, Field, Input, Textarea, toast } from '@nebula/ui';
import { useForm } from 'react-hook-form';
import { object, regex, string } from 'zod/mini';
import { showProblem } from '~/forms.ts';
import { labelLines, parseLabels } from '~/lists/labels.ts';
import { useVolumesChanged } from './commands.ts';

const schema = object({
  name: string().check(
    regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, {
      error: 'Letters, digits, dot, dash and underscore, beginning with a letter or digit.',
    }),
  ),
  driver: string(),
  labels: labelLines,
});

export function CreateVolumeDialog({ engine, onClose }: { engine: string; onClose: () => void }) {
  const changed = useVolumesChanged(engine);
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', driver: '', labels: '' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, driver, labels }) => {
    try {
      await call(
        api.POST('/api/v1/docker/engines/{engine}/volumes', {
          params: { path: { engine } },
          body: { name, ...(driver && { driver }), labels: parseLabels(labels) },
        }),
      );
      toast.success(`${name} created`);
      onClose();
      await changed();
    } catch (error) {
      showProblem(error, form.setError, ['name', 'driver', 'labels'], 'The volume was not created');
    }
  });
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title="Create a volume"
      description="Room on disk that outlives the containers that use it."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="create-volume" variant="primary" busy={isSubmitting}>
            Create
          </Button>
        </>
      }
    >
      <form id="create-volume" onSubmit={submit} noValidate className="flex flex-col gap-4">
        <Field label="Name" error={errors.name?.message}>
          {(control) => (
            <Input
              {...control}
              {...form.register('name')}
              autoFocus
              placeholder="pgdata"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
            />
          )}
        </Field>
        <Field
          label="Driver"
          required={false}
          error={errors.driver?.message}
          hint="Who keeps the data; local is this machine's disk."
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('driver')}
              placeholder="local"
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </Field>
        <Field
          label="Labels"
          required={false}
          error={errors.labels?.message}
          hint="One name=value a line."
        >
          {(control) => (
            <Textarea
              {...control}
              {...form.register('labels')}
              rows={3}
              spellCheck={false}
              className="font-mono text-xs"
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
