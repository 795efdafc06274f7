import { api, call, toApiError, type Image } from '@nebula/api';
import { Button, Dialog, Field, Input, toast } from '@nebula/ui';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useImagesChanged } from './commands.ts';
import { imageName } from './names.ts';

/** Gives an image one more name. */
export function TagDialog({
  engine,
  image,
  onClose,
}: {
  engine: string;
  image: Image;
  onClose: () => void;
}) {
  const [reference, setReference] = useState('');
  const changed = useImagesChanged(engine);
  const tag = useMutation({
    mutationFn: () =>
      call(
        api.POST('/api/v1/docker/engines/{engine}/images/{id}/tag', {
          params: { path: { engine, id: image.id } },
          body: { reference: reference.trim() },
        }),
      ),
    onSuccess: async () => {
      toast.success(`${imageName(image)} is now also ${reference.trim()}`);
      onClose();
      await changed();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reference.trim() !== '') tag.mutate();
  };
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={onClose}
      title={`Tag ${imageName(image)}`}
      description="The image gets one more name; the ones it has stay."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            form="tag-image"
            variant="primary"
            busy={tag.isPending}
            disabled={reference.trim() === ''}
          >
            Tag
          </Button>
        </>
      }
    >
      <form id="tag-image" onSubmit={submit}>
        <Field
          label="New name"
          error={tag.isError ? toApiError(tag.error).fieldMessage : undefined}
          hint="A name that another image has moves to this one."
        >
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={reference}
              placeholder="registry.example/team/app:1.2"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="font-mono"
              onChange={(event) => setReference(event.target.value)}
            />
          )}
        </Field>
      </form>
    </Dialog>
  );
}
