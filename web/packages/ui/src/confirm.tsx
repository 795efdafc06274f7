import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Field, Input } from './field.tsx';

export interface ConfirmOptions {
  /** Names the thing: "Remove nginx-1?" */
  title: string;
  /** What is lost, or what happens. */
  body?: ReactNode;
  /** The verb on the button: "Remove". */
  action: string;
  danger?: boolean;
  /** Only where data is lost for ever: what has to be typed. */
  typeToConfirm?: string;
}

interface Question extends ConfirmOptions {
  id: number;
  answer: (yes: boolean) => void;
}

let question: Question | null = null;
let count = 0;
const listeners = new Set<() => void>();

function show(next: Question | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** Asks once and resolves with the answer. `ConfirmHost` must be mounted. */
export function confirm(options: ConfirmOptions): Promise<boolean> {
  question?.answer(false);
  return new Promise((resolve) => {
    count += 1;
    show({
      ...options,
      id: count,
      answer: (yes) => {
        show(null);
        resolve(yes);
      },
    });
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function ConfirmHost() {
  const current = useSyncExternalStore(subscribe, () => question);
  return current && <ConfirmDialog key={current.id} question={current} />;
}

function ConfirmDialog({ question: asked }: { question: Question }) {
  const [typed, setTyped] = useState('');
  const ready = asked.typeToConfirm == null || typed === asked.typeToConfirm;
  return (
    <Dialog
      open
      size="sm"
      onOpenChange={() => asked.answer(false)}
      title={asked.title}
      description={asked.body}
      footer={
        <>
          <Button variant="ghost" onClick={() => asked.answer(false)}>
            Cancel
          </Button>
          <Button
            variant={asked.danger ? 'danger' : 'primary'}
            disabled={!ready}
            autoFocus={asked.typeToConfirm == null}
            onClick={() => asked.answer(true)}
          >
            {asked.action}
          </Button>
        </>
      }
    >
      {asked.typeToConfirm != null && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) asked.answer(true);
          }}
        >
          <Field
            label={
              <>
                Type <code className="text-accent-strong">{asked.typeToConfirm}</code> to confirm
              </>
            }
          >
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
              />
            )}
          </Field>
        </form>
      )}
    </Dialog>
  );
}
