import { zodResolver } from '@hookform/resolvers/zod';
import { api, call, toApiError, type Settings } from '@nebula/api';
import { Field, Input, Panel, Switch, ToggleRow, confirm, formatDuration } from '@nebula/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Controller, useForm, useWatch, type UseFormReturn } from 'react-hook-form';
import { boolean, int, maximum, minimum, number, object } from 'zod/mini';
import { peopleKeys } from '~/data/people-queries.ts';
import { showProblem } from '~/forms.ts';
import { SaveBar } from '~/save-bar.tsx';

const between = (low: number, high: number) => {
  const error = `From ${low} to ${high}.`;
  return number({ error }).check(
    int({ error: 'A whole number.' }),
    minimum(low, { error }),
    maximum(high, { error }),
  );
};

const schema = object({
  session_lifetime_hours: between(1, 2160),
  audit_retention_days: between(30, 3650),
  recording_retention_days: between(1, 3650),
  terminal_recording: boolean(),
});
const FIELDS = [
  'session_lifetime_hours',
  'audit_retention_days',
  'recording_retention_days',
] as const;

type Form = UseFormReturn<Settings>;

export function SettingsForm({
  settings,
  mayChange,
  children,
}: {
  settings: Settings;
  mayChange: boolean;
  /** What stands below the settings, above the bar that saves them. */
  children: ReactNode;
}) {
  const client = useQueryClient();
  const form = useForm<Settings>({
    resolver: zodResolver(schema),
    defaultValues: settings,
    mode: 'onTouched',
  });
  const { dirtyFields, isDirty } = form.formState;
  const changed = Object.keys(dirtyFields).length;
  const save = useMutation({
    mutationFn: (body: Partial<Settings>) => call(api.PATCH('/api/v1/settings', { body })),
    onSuccess: (saved) => {
      client.setQueryData(peopleKeys.settings, saved);
      form.reset(saved);
    },
    onError: (error) => showProblem(error, form.setError, FIELDS, 'The settings were not saved'),
  });
  const submit = form.handleSubmit((values) =>
    save.mutate(
      Object.fromEntries(
        Object.entries(values).filter(([name]) => name in form.formState.dirtyFields),
      ),
    ),
  );
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (!isDirty || current.pathname === next.pathname) return false;
      return !(await confirm({
        title: 'Leave without saving?',
        body: 'The settings stay as they were.',
        action: 'Leave',
        danger: true,
      }));
    },
    enableBeforeUnload: () => isDirty,
  });
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <Panel title="Logging in">
        <NumberField
          form={form}
          name="session_lifetime_hours"
          label="A session lasts"
          unit="hours"
          seconds={3600}
          hint="After this time one has to log in again."
          disabled={!mayChange}
        />
      </Panel>
      <Panel title="Terminals">
        <div className="flex flex-col gap-5">
          <Controller
            control={form.control}
            name="terminal_recording"
            render={({ field }) => (
              <ToggleRow
                label="Record terminals"
                hint="What appears in a terminal is kept and can be replayed. What is typed and not shown, as passwords, is not kept."
              >
                {({ id }) => (
                  <Switch
                    id={id}
                    checked={field.value}
                    onChange={field.onChange}
                    disabled={!mayChange}
                  />
                )}
              </ToggleRow>
            )}
          />
          <NumberField
            form={form}
            name="recording_retention_days"
            label="Keep recordings for"
            unit="days"
            seconds={86_400}
            hint="Older ones are deleted."
            disabled={!mayChange}
          />
        </div>
      </Panel>
      <Panel title="Audit log">
        <NumberField
          form={form}
          name="audit_retention_days"
          label="Keep entries for"
          unit="days"
          seconds={86_400}
          hint="Older ones are deleted."
          disabled={!mayChange}
        />
      </Panel>
      {children}
      {mayChange && (
        <SaveBar
          changes={changed}
          saving={save.isPending}
          saved={save.isSuccess}
          error={save.error && toApiError(save.error)}
          onSave={() => void submit()}
          onDiscard={() => {
            save.reset();
            form.reset();
          }}
        />
      )}
    </form>
  );
}

function NumberField({
  form,
  name,
  label,
  unit,
  seconds,
  hint,
  disabled,
}: {
  form: Form;
  name: (typeof FIELDS)[number];
  label: string;
  unit: string;
  /** How long one unit is. */
  seconds: number;
  hint: string;
  disabled: boolean;
}) {
  const value = useWatch({ control: form.control, name });
  const error = form.formState.errors[name]?.message;
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <div className="flex items-center gap-3">
          <Input
            {...control}
            {...form.register(name, { valueAsNumber: true })}
            type="number"
            inputMode="numeric"
            disabled={disabled}
            className="num w-28!"
          />
          <span className="num text-sm text-muted">
            {unit}
            {Number.isFinite(value) && value * seconds >= 2 * 86_400 && unit === 'hours' && (
              <> ({formatDuration(value * seconds)})</>
            )}
          </span>
        </div>
      )}
    </Field>
  );
}
