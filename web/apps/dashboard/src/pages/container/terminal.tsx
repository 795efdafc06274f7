import {
  Button,
  Dot,
  EmptyState,
  Field,
  Input,
  Notice,
  Panel,
  Select,
  type Tone,
} from '@nebula/ui';
import { CircleDot, Plug, SquareTerminal } from 'lucide-react';
import { lazy, Suspense, useState, type FormEvent } from 'react';
import type { SessionStart, SessionState } from '~/terminal/session.ts';
import { useContainer } from './use-container.ts';

const LiveTerminal = lazy(() => import('~/terminal/live-terminal.tsx'));

const SHELLS = ['/bin/sh', '/bin/bash', '/bin/ash', '/bin/zsh'] as const;

interface Kept {
  sessionId: string;
  shell: string;
  user: string;
}

const keyOf = (engine: string, id: string): string => `terminal:${engine}/${id}`;

/** The shell that this tab left running in the container, if there is one. */
function readKept(engine: string, id: string): Kept | null {
  const stored = sessionStorage.getItem(keyOf(engine, id));
  return stored ? (JSON.parse(stored) as Kept) : null;
}

export function TerminalTab() {
  const { engine, id, container } = useContainer();
  const [start, setStart] = useState<(SessionStart & { attempt: number }) | null>(() => {
    const kept = readKept(engine, id);
    return kept && { engine, container: id, attempt: 0, ...kept };
  });
  const [state, setState] = useState<SessionState>({ kind: 'connecting' });
  const [end, setEnd] = useState<(() => void) | null>(null);

  const open = (shell: string, user: string): void => {
    setState({ kind: 'connecting' });
    setStart((before) => ({
      engine,
      container: id,
      shell,
      user,
      sessionId: null,
      attempt: (before?.attempt ?? 0) + 1,
    }));
  };

  if (!start) {
    if (container && container.state !== 'running') {
      return (
        <Panel flush>
          <EmptyState icon={SquareTerminal} title="It does not run">
            A terminal opens a shell inside a running container. Start it first.
          </EmptyState>
        </Panel>
      );
    }
    return <StartForm onOpen={open} />;
  }

  const over = state.kind === 'exited' || state.kind === 'failed';
  return (
    <div className="flex min-h-[22rem] flex-1 flex-col overflow-hidden rounded-panel border border-line/80 bg-[#0b0e19]">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line/80 bg-surface-1 py-1.5 pr-2 pl-4">
        <code className="text-xs text-muted">
          {start.shell}
          {start.user && ` as ${start.user}`}
        </code>
        <Status state={state} />
        {state.kind === 'open' && state.recordingId && (
          <span className="flex items-center gap-1.5 text-xs text-muted">
            <CircleDot size={13} aria-hidden className="text-bad" />
            This terminal is recorded
          </span>
        )}
        <span className="ml-auto flex gap-2">
          {over ? (
            <>
              <Button size="sm" variant="ghost" onClick={() => setStart(null)}>
                Another shell
              </Button>
              <Button
                size="sm"
                variant="primary"
                icon={Plug}
                onClick={() => open(start.shell, start.user)}
              >
                Open again
              </Button>
            </>
          ) : (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => {
                end?.();
                setStart(null);
              }}
            >
              End the session
            </Button>
          )}
        </span>
      </div>
      {state.kind === 'failed' && (
        <div className="p-3 pb-0">
          <Notice tone="bad" title="The terminal is closed">
            {state.detail}
          </Notice>
        </div>
      )}
      <div className="relative min-h-0 flex-1">
        <Suspense>
          <LiveTerminal
            key={start.attempt}
            start={start}
            onState={setState}
            onSessionId={(sessionId) => {
              const key = keyOf(engine, id);
              if (sessionId === null) sessionStorage.removeItem(key);
              else {
                const { shell, user } = start;
                sessionStorage.setItem(key, JSON.stringify({ sessionId, shell, user }));
              }
            }}
            onReady={(how) => setEnd(() => how)}
          />
        </Suspense>
      </div>
    </div>
  );
}

function Status({ state }: { state: SessionState }) {
  const looks: Record<SessionState['kind'], { tone: Tone; word: string }> = {
    connecting: { tone: 'busy', word: 'connecting' },
    open: { tone: 'well', word: 'connected' },
    reconnecting: { tone: 'warn', word: 'connecting again' },
    exited: { tone: 'idle', word: 'exited' },
    failed: { tone: 'bad', word: 'closed' },
  };
  const { tone, word } = looks[state.kind];
  return (
    <span role="status" className="flex items-center gap-2 text-xs font-medium text-muted">
      <Dot tone={tone} />
      {word}
      {state.kind === 'exited' && state.code !== null && ` (${state.code})`}
    </span>
  );
}

function StartForm({ onOpen }: { onOpen: (shell: string, user: string) => void }) {
  const [shell, setShell] = useState<string>(SHELLS[0]);
  const [other, setOther] = useState('');
  const [user, setUser] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const chosen = shell === 'other' ? other.trim() : shell;
    if (chosen) onOpen(chosen, user.trim());
  };
  return (
    <Panel className="mx-auto w-full max-w-xl">
      <form onSubmit={submit} className="flex flex-col gap-5 p-2">
        <div className="flex items-center gap-3">
          <span className="flex size-10 items-center justify-center rounded-full border border-line bg-surface-2 text-accent-strong">
            <SquareTerminal size={18} aria-hidden />
          </span>
          <div>
            <h2 className="font-semibold">Open a terminal</h2>
            <p className="text-sm text-muted">A shell inside this container.</p>
          </div>
        </div>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Shell">
            {(control) => (
              <Select {...control} value={shell} onChange={(event) => setShell(event.target.value)}>
                {SHELLS.map((each) => (
                  <option key={each}>{each}</option>
                ))}
                <option value="other">another</option>
              </Select>
            )}
          </Field>
          <Field label="User" required={false}>
            {(control) => (
              <Input
                {...control}
                value={user}
                placeholder="The container's own"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setUser(event.target.value)}
              />
            )}
          </Field>
          {shell === 'other' && (
            <Field label="Path of the shell" className="sm:col-span-2">
              {(control) => (
                <Input
                  {...control}
                  autoFocus
                  value={other}
                  placeholder="/usr/bin/fish"
                  spellCheck={false}
                  className="font-mono"
                  onChange={(event) => setOther(event.target.value)}
                />
              )}
            </Field>
          )}
        </div>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex items-center gap-2 text-xs text-muted">
            <CircleDot size={13} aria-hidden className="text-bad" />
            What happens in it is recorded, unless recording is off.
          </p>
          <Button type="submit" variant="primary" icon={SquareTerminal}>
            Open
          </Button>
        </div>
      </form>
    </Panel>
  );
}
