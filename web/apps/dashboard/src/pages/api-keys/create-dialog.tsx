import { zodResolver } from '@hookform/resolvers/zod';
import { api, call, type ApiKey, type Level, type NewApiKey, type Whoami } from '@nebula/api';
import { Button, CopyButton, Dialog, Field, Input, Notice, Select } from '@nebula/ui';
import { useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { maxLength, minLength, object, string, trim } from 'zod/mini';
import { effectiveLevel, LEVELS, levelsOf, MODULES } from '~/data/modules.ts';
import { peopleKeys } from '~/data/people-queries.ts';
import { showProblem } from '~/forms.ts';
import { useMe } from '~/session.ts';

type Scopes = ApiKey['scopes'];

const schema = object({
  name: string().check(
    trim(),
    minLength(1, { error: 'What will use it? A name helps to know it again.' }),
    maxLength(80, { error: 'At most 80 characters.' }),
  ),
  lifetime: string(),
});

const LIFETIMES = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
  ['never', 'never'],
] as const;

/** A new key; once it is made, its secret is shown this one time. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiKey | null>(null);
  return made ? (
    <SecretDialog made={made} onClose={onClose} />
  ) : (
    <KeyForm onMade={setMade} onClose={onClose} />
  );
}

/** The scopes of all modules up to a level, as far as oneself may. */
function scopesUpTo(me: Whoami, level: Level): Scopes {
  const scopes: Scopes = {};
  for (const module of MODULES) {
    const mine = me.permissions[module.id] ?? 'none';
    const least = LEVELS.indexOf(mine) < LEVELS.indexOf(level) ? mine : level;
    const given = effectiveLevel(module, least);
    if (given !== 'none') scopes[module.id] = given;
  }
  return scopes;
}

function KeyForm({ onMade, onClose }: { onMade: (made: NewApiKey) => void; onClose: () => void }) {
  const me = useMe();
  const client = useQueryClient();
  const [scopes, setScopes] = useState<Scopes>(() => scopesUpTo(me, 'read'));
  const [scopeProblem, setScopeProblem] = useState<string>();
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', lifetime: '90' },
  });
  const { errors, isSubmitting } = form.formState;
  const submit = form.handleSubmit(async ({ name, lifetime }) => {
    if (Object.values(scopes).every((level) => level === 'none')) {
      setScopeProblem('Give it at least one thing it may do.');
      return;
    }
    try {
      const made = await call(
        api.POST('/api/v1/api-keys', {
          body: {
            name,
            scopes,
            ...(lifetime !== 'never' && { expires_in_days: Number(lifetime) }),
          },
        }),
      );
      await client.invalidateQueries({ queryKey: peopleKeys.apiKeys });
      onMade(made);
    } catch (error) {
      showProblem(error, form.setError, ['name'], 'The key was not created');
    }
  });
  const modules = MODULES.filter(
    (module) => effectiveLevel(module, me.permissions[module.id] ?? 'none') !== 'none',
  );
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Create an API key"
      description="For programs. It never may more than you, and less if you choose so."
      footer={
        <>
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form="create-key" variant="primary" busy={isSubmitting}>
            Create
          </Button>
        </>
      }
    >
      <form id="create-key" onSubmit={submit} noValidate className="flex flex-col gap-5">
        <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
          <Field label="Name" error={errors.name?.message}>
            {(control) => (
              <Input
                {...control}
                {...form.register('name')}
                autoFocus
                placeholder="nightly backup"
                autoComplete="off"
              />
            )}
          </Field>
          <Field label="Expires after">
            {(control) => (
              <Select {...control} {...form.register('lifetime')}>
                {LIFETIMES.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <fieldset>
          <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
            <legend className="text-sm font-medium">What it may do</legend>
            <div className="flex gap-1">
              {(['none', 'read', 'admin'] as const).map((level) => (
                <Button
                  key={level}
                  size="sm"
                  variant="ghost"
                  onClick={() => {
                    setScopeProblem(undefined);
                    setScopes(scopesUpTo(me, level));
                  }}
                >
                  {{ none: 'Nothing', read: 'Read all', admin: 'All I may' }[level]}
                </Button>
              ))}
            </div>
          </div>
          <ul className="grid rounded-control border border-line bg-surface-1/60 sm:grid-cols-2 sm:gap-x-6 sm:px-3">
            {modules.map((module) => (
              <li
                key={module.id}
                className="flex items-center justify-between gap-3 border-b border-line-soft px-3 py-1.5 last:border-b-0 sm:px-0 sm:[&:nth-last-child(2):nth-child(odd)]:border-b-0"
              >
                <label htmlFor={`scope-${module.id}`} className="text-sm">
                  {module.label}
                </label>
                <Select
                  id={`scope-${module.id}`}
                  className="w-24"
                  value={scopes[module.id] ?? 'none'}
                  onChange={(event) => {
                    setScopeProblem(undefined);
                    const level = LEVELS.find((each) => each === event.target.value) ?? 'none';
                    setScopes({ ...scopes, [module.id]: level });
                  }}
                >
                  {levelsOf(module)
                    .filter(
                      (level) =>
                        LEVELS.indexOf(level) <=
                        LEVELS.indexOf(me.permissions[module.id] ?? 'none'),
                    )
                    .map((level) => (
                      <option key={level} value={level}>
                        {level}
                      </option>
                    ))}
                </Select>
              </li>
            ))}
          </ul>
          {scopeProblem && (
            <p role="alert" className="mt-1.5 text-xs text-bad">
              {scopeProblem}
            </p>
          )}
        </fieldset>
      </form>
    </Dialog>
  );
}

function SecretDialog({ made, onClose }: { made: NewApiKey; onClose: () => void }) {
  const example = `curl -H 'Authorization: Bearer ${made.secret}' ${window.location.origin}/api/v1/me`;
  return (
    <Dialog
      open
      // Nothing but the button closes it: the secret is gone then.
      onOpenChange={() => undefined}
      title={`${made.key.name} is ready`}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <Notice tone="warn" icon={KeyRound} title="This is the only time it is shown">
          Only a fingerprint is stored. Whoever has the key may do what it may.
        </Notice>
        <Copyable label="Key" text={made.secret} />
        <Copyable label="To try it" text={example} />
      </div>
    </Dialog>
  );
}

function Copyable({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">{label}</p>
      <div className="flex items-start gap-2 rounded-control border border-line bg-page/60 py-1.5 pr-1.5 pl-3">
        <code className="min-w-0 flex-1 py-1 text-xs break-all">{text}</code>
        <CopyButton text={text} label={`Copy: ${label}`} />
      </div>
    </div>
  );
}
