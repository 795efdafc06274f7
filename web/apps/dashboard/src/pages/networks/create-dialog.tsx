import { zodResolver } from '@hookform/resolvers/zod';
import { api, call } from '@nebula/api';
import { Button, Dialog, Field, Input, Select, Switch, ToggleRow, toast } from '@nebula/ui';
import { Controller, useForm } from 'react-hook-form';
import { boolean, object, refine, regex, string } from 'zod/mini';
import { showProblem } from '~/forms.ts';
import { useNetworksChanged } from './commands.ts';

const FIELDS = ['name', 'driver', 'subnet', 'gateway'] as const;
const DRIVERS = ['bridge', 'macvlan', 'ipvlan', 'overlay'] as const;

const schema = object({
  name: string().check(
    regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, {
      error: 'Letters, digits, dot, dash and underscore, beginning with a letter or digit.',
    }),
  ),
  driver: string(),
  subnet: string().check(
    refine((text) => text === '' || /^[0-9a-fA-F.:]+\/\d{1,3}$/.test(text), {
      error: 'An address range, for example 10.9.0.0/24.',
    }),
  ),
  gateway: string(),
  internal: boolean(),
  attachable: boolean(),
}).check(
  refine((form) => form.gateway === '' || form.subnet !== '', {
    error: 'A gateway needs a subnet to stand in.',
    path: ['gateway'],
  }),
);

export function CreateNetworkDialog({ engine, onClose }: { engine: string; onClose: () => void }) {
  const changed = useNetworksChanged(engine);
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: '',
      driver: 'bridge',
      subnet: '',
      gateway: '',
      internal: false,
      attachable: false,
    },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ subnet, gateway, ...rest }) => {
    try {
      await call(
        api.POST('/api/v1/docker/engines/{engine}/networks', {
          params: { path: { engine } },
          body: { ...rest, ...(subnet && { subnet }), ...(gateway && { gateway }) },
        }),
      );
      toast.success(`${rest.name} created`);
      onClose();
      await changed();
    } catch (error) {
      showProblem(error, form.setError, FIELDS, 'The network was not created');
    }
  });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Create a network"
      description="Containers on the same network reach each other by name."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="create-network" variant="primary" busy={isSubmitting}>
            Create
          </Button>
        </>
      }
    >
      <form id="create-network" onSubmit={submit} noValidate className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Name" error={errors.name?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('name')}
                autoFocus
                placeholder="backend"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                className="font-mono"
              />
            )}
          </Field>
          <Field label="Driver" error={errors.driver?.message}>
            {(control) => (
              <Select {...control} {...form.register('driver')}>
                {DRIVERS.map((driver) => (
                  <option key={driver} value={driver}>
                    {driver}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field
            label="Subnet"
            required={false}
            error={errors.subnet?.message}
            hint="The engine picks a free one otherwise."
          >
            {(control) => (
              <Input
                {...control}
                {...form.register('subnet', { deps: 'gateway' })}
                placeholder="10.9.0.0/24"
                autoComplete="off"
                spellCheck={false}
                className="num font-mono"
              />
            )}
          </Field>
          <Field label="Gateway" required={false} error={errors.gateway?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('gateway')}
                placeholder="10.9.0.1"
                autoComplete="off"
                spellCheck={false}
                className="num font-mono"
              />
            )}
          </Field>
        </div>
        <Controller
          control={form.control}
          name="internal"
          render={({ field }) => (
            <ToggleRow label="Internal" hint="Without a way out: only its own containers talk.">
              {({ id }) => <Switch id={id} checked={field.value} onChange={field.onChange} />}
            </ToggleRow>
          )}
        />
        <Controller
          control={form.control}
          name="attachable"
          render={({ field }) => (
            <ToggleRow label="Attachable" hint="Single containers may join a swarm's network.">
              {({ id }) => <Switch id={id} checked={field.value} onChange={field.onChange} />}
            </ToggleRow>
          )}
        />
      </form>
    </Dialog>
  );
}
