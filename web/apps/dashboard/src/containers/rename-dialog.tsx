import { api, call, toApiError, type ContainerSummary } from '@nebula/api';
import { Button, Dialog, Field, Input, toast } from '@nebula/ui';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../data/keys.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

export default function RenameDialog({
  engine,
  container,
  onClose,
}: {
  engine: string;
  container: ContainerSummary;
  onClose: () => void;
}) {
  const [name, setName] = useState(container.name);
  const client = useQueryClient();
  const rename = useMutation({
    mutationFn: () =>
      call(
        api.POST('/api/v1/docker/engines/{engine}/containers/{id}/rename', {
          params: { path: { engine, id: container.id } },
          body: { name },
        }),
      ),
    onSuccess: async () => {
      toast.success(`${container.name} is now ${name}`);
      onClose();
      await client.invalidateQueries({ queryKey: keys.containers(engine) });
      await client.invalidateQueries({ queryKey: keys.container(engine, container.id) });
    },
  });
  const valid = NAME.test(name);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (valid && name !== container.name) rename.mutate();
  };
  const error =
    name !== '' && !valid
      ? 'Letters, digits, dot, dash and underscore, beginning with a letter or digit.'
      : rename.isError
        ? toApiError(rename.error).message
        : undefined;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`Rename ${container.name}`}
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="rename-container"
            variant="primary"
            busy={rename.isPending}
            disabled={!valid || name === container.name}
          >
            Rename
          </Button>
        </>
      }
    >
      <form id="rename-container" onSubmit={submit}>
        <Field label="New name" error={error}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={name}
              autoComplete="off"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
