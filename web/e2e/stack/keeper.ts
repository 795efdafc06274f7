// Programs that end when this process does, however it ends: each is kept by a shell whose standard
// input is a pipe from here. When the pipe closes, the shell runs the end of the program.
import { spawn, type ChildProcess } from 'node:child_process';

export interface Keeper {
  /** Runs the end now and waits for it. */
  release(): Promise<void>;
}

/**
 * Runs `begin` at once and `end` when this process asks for it or is gone. Both are lines of `sh`; `end`
 * sees the variables that `begin` set. Not a part of this process's group: Ctrl-C does not reach it.
 */
export function keep(begin: string, end: string, env: NodeJS.ProcessEnv = {}): Keeper {
  const shell: ChildProcess = spawn('/bin/sh', ['-c', `${begin}\ncat >/dev/null\n${end}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => shell.once('exit', () => resolve()));
  return {
    async release() {
      shell.stdin?.end();
      await ended;
    },
  };
}
