import { zodResolver } from '@hookform/resolvers/zod';
import { api, call } from '@nebula/api';
import {
  Button,
  Checkbox,
  Dialog,
  Field,
  IconButton,
  Input,
  Select,
  Switch,
  Textarea,
  ToggleRow,
  toast,
} from '@nebula/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus, X } from 'lucide-react';
import { Controller, useFieldArray, useForm } from 'react-hook-form';
import { keys } from '../data/keys.ts';
import { showProblem } from '../forms.ts';
import { useCan } from '../session.ts';
import { FIELDS, draftSchema, emptyDraft, toCreateContainer } from './draft.ts';

/** A new container, from its image to its limits. */
export default function CreateDialog({ engine, onClose }: { engine: string; onClose: () => void }) {
  const may = useCan();
  const client = useQueryClient();
  const navigate = useNavigate();
  const networks = useQuery({
    queryKey: keys.networks(engine),
    queryFn: ({ signal }) =>
      call(
        api.GET('/api/v1/docker/engines/{engine}/networks', {
          params: { path: { engine } },
          signal,
        }),
      ),
    enabled: may('networks'),
  });
  const form = useForm({ resolver: zodResolver(draftSchema), defaultValues: emptyDraft });
  const ports = useFieldArray({ control: form.control, name: 'ports' });
  const mounts = useFieldArray({ control: form.control, name: 'mounts' });
  const { errors, isSubmitting } = form.formState;
  const mayEverything = may('containers', 'admin');

  const submit = form.handleSubmit(async (draft) => {
    try {
      const created = await call(
        api.POST('/api/v1/docker/engines/{engine}/containers', {
          params: { path: { engine } },
          body: toCreateContainer(draft),
        }),
      );
      toast.success(`${created.name} ${draft.start ? 'created and started' : 'created'}`);
      await client.invalidateQueries({ queryKey: keys.containers(engine) });
      onClose();
      await navigate({ to: '/containers/$engine/$id', params: { engine, id: created.id } });
    } catch (error) {
      showProblem(error, form.setError, FIELDS, 'The container was not created');
    }
  });

  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      title="Create a container"
      description="From an image that is on the engine, or that it can pull."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="create-container" variant="primary" busy={isSubmitting}>
            Create
          </Button>
        </>
      }
    >
      <form id="create-container" onSubmit={submit} noValidate className="flex flex-col gap-6">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Image" error={errors.image?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('image')}
                autoFocus
                placeholder="nginx:1.29"
                autoComplete="off"
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field label="Name" required={false} error={errors.name?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('name')}
                placeholder="The engine makes one up"
                autoComplete="off"
                spellCheck={false}
              />
            )}
          </Field>
          <Field
            label="Command"
            required={false}
            hint="Instead of the image's own. Quotes keep words together."
            error={errors.command?.message}
            className="sm:col-span-2"
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('command')}
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
        </div>

        <Section
          title="Ports"
          onAdd={() => ports.append({ host: '', container: '', protocol: 'tcp' })}
          add="Add a port"
        >
          {ports.fields.map((field, index) => (
            <Row key={field.id} label="port" onRemove={() => ports.remove(index)}>
              <Field hideLabel label="Host port" error={errors.ports?.[index]?.host?.message}>
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(`ports.${index}.host`)}
                    inputMode="numeric"
                    placeholder="Host port"
                    className="num"
                  />
                )}
              </Field>
              <Field
                hideLabel
                label="Container port"
                error={errors.ports?.[index]?.container?.message}
              >
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(`ports.${index}.container`)}
                    inputMode="numeric"
                    placeholder="Container port"
                    className="num"
                  />
                )}
              </Field>
              <Field hideLabel label="Protocol" className="w-24 shrink-0">
                {(control) => (
                  <Select {...control} {...form.register(`ports.${index}.protocol`)}>
                    <option value="tcp">tcp</option>
                    <option value="udp">udp</option>
                  </Select>
                )}
              </Field>
            </Row>
          ))}
        </Section>

        <Section
          title="Mounts"
          onAdd={() =>
            mounts.append({ kind: 'volume', source: '', destination: '', read_only: false })
          }
          add="Add a mount"
        >
          {mounts.fields.map((field, index) => (
            <Row key={field.id} label="mount" onRemove={() => mounts.remove(index)}>
              <Field hideLabel label="Kind" className="w-28 shrink-0">
                {(control) => (
                  <Select {...control} {...form.register(`mounts.${index}.kind`)}>
                    <option value="volume">volume</option>
                    {mayEverything && <option value="bind">bind</option>}
                    <option value="tmpfs">tmpfs</option>
                  </Select>
                )}
              </Field>
              <Field hideLabel label="Source" error={errors.mounts?.[index]?.source?.message}>
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(`mounts.${index}.source`)}
                    placeholder="Volume or path"
                    spellCheck={false}
                    className="font-mono"
                  />
                )}
              </Field>
              <Field
                hideLabel
                label="Destination"
                error={errors.mounts?.[index]?.destination?.message}
              >
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(`mounts.${index}.destination`)}
                    placeholder="/data"
                    spellCheck={false}
                    className="font-mono"
                  />
                )}
              </Field>
              <span className="flex h-9 shrink-0 items-center gap-2 text-xs text-muted">
                <Controller
                  control={form.control}
                  name={`mounts.${index}.read_only`}
                  render={({ field: toggle }) => (
                    <Checkbox label="Read only" checked={toggle.value} onChange={toggle.onChange} />
                  )}
                />
                read only
              </span>
            </Row>
          ))}
        </Section>

        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Environment"
            required={false}
            hint="One NAME=value a line."
            error={errors.environment?.message}
          >
            {(control) => (
              <Textarea
                {...control}
                {...form.register('environment')}
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field
            label="Labels"
            required={false}
            hint="One name=value a line."
            error={errors.labels?.message}
          >
            {(control) => (
              <Textarea
                {...control}
                {...form.register('labels')}
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field label="Network">
            {(control) => (
              <Select {...control} {...form.register('network')}>
                <option value="">The engine's default</option>
                {networks.data?.items
                  .filter((each) => mayEverything || each.name !== 'host')
                  .map((each) => (
                    <option key={each.id} value={each.name}>
                      {each.name}
                    </option>
                  ))}
              </Select>
            )}
          </Field>
          <Field label="Restart">
            {(control) => (
              <Select {...control} {...form.register('restart_policy')}>
                <option value="no">never</option>
                <option value="on-failure">when it fails</option>
                <option value="unless-stopped">unless stopped</option>
                <option value="always">always</option>
              </Select>
            )}
          </Field>
          <Field
            label="Memory limit"
            required={false}
            hint="In MiB."
            error={errors.memory_mib?.message}
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('memory_mib')}
                inputMode="decimal"
                placeholder="No limit"
                className="num"
              />
            )}
          </Field>
          <Field label="CPU limit" required={false} hint="In cores." error={errors.cpus?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('cpus')}
                inputMode="decimal"
                placeholder="No limit"
                className="num"
              />
            )}
          </Field>
        </div>

        <div className="flex flex-col gap-4 border-t border-line-soft pt-5">
          <Controller
            control={form.control}
            name="start"
            render={({ field }) => (
              <ToggleRow label="Start it at once">
                {({ id }) => <Switch id={id} checked={field.value} onChange={field.onChange} />}
              </ToggleRow>
            )}
          />
          {mayEverything && (
            <Controller
              control={form.control}
              name="privileged"
              render={({ field }) => (
                <ToggleRow
                  label="Privileged"
                  hint="Gives the program nearly all rights of the machine itself."
                >
                  {({ id }) => <Switch id={id} checked={field.value} onChange={field.onChange} />}
                </ToggleRow>
              )}
            />
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Section({
  title,
  add,
  onAdd,
  children,
}: {
  title: string;
  add: string;
  onAdd: () => void;
  children: React.ReactNode;
}) {
  return (
    <fieldset className="flex flex-col gap-2.5">
      <div className="flex items-center justify-between">
        <legend className="float-left text-sm font-medium">{title}</legend>
        <Button size="sm" variant="ghost" icon={Plus} onClick={onAdd}>
          {add}
        </Button>
      </div>
      {children}
    </fieldset>
  );
}

function Row({
  label,
  onRemove,
  children,
}: {
  label: string;
  onRemove: () => void;
  children: React.ReactNode;
}) {
  return (
    <div className="flex flex-wrap items-start gap-2 *:min-w-24 *:flex-1 sm:flex-nowrap">
      {children}
      <IconButton
        icon={X}
        label={`Remove this ${label}`}
        onClick={onRemove}
        className="min-w-9! flex-none!"
      />
    </div>
  );
}
