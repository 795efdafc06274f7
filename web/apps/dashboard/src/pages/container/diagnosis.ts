import type { Container } from '@nebula/api';

export interface Diagnosis {
  well: boolean;
  title: string;
  detail: string;
}

type Facts = Pick<
  Container,
  'state' | 'health' | 'exit_code' | 'status' | 'error' | 'restart_count' | 'health_log'
>;

/** What the usual exit codes mean. https://tldp.org/LDP/abs/html/exitcodes.html */
const EXIT_CODES: Record<number, string> = {
  125: 'The engine itself could not run it.',
  126: 'Its command is there but cannot be executed.',
  127: 'Its command was not found.',
  130: 'It was interrupted (SIGINT).',
  134: 'It aborted itself (SIGABRT).',
  137: 'It was killed (SIGKILL): by a person, or because memory ran out.',
  139: 'It crashed (SIGSEGV).',
  143: 'It was asked to end (SIGTERM), and did.',
};

/** Is it well, and if not, why: in words. */
export function diagnose(container: Facts): Diagnosis {
  const { state, health, exit_code, error } = container;
  switch (state) {
    case 'running':
      if (health === 'unhealthy') {
        const failures = container.health_log.filter((each) => each.exit_code !== 0).length;
        return {
          well: false,
          title: 'It runs, but its health check fails',
          detail:
            failures > 0
              ? `The last ${failures} of ${container.health_log.length} checks failed.`
              : container.status,
        };
      }
      if (health === 'starting') {
        return { well: true, title: 'It is starting', detail: 'Its health check decides soon.' };
      }
      return {
        well: true,
        title: health === 'healthy' ? 'It runs and is healthy' : 'It runs',
        detail: container.status,
      };
    case 'paused':
      return {
        well: true,
        title: 'It is paused',
        detail: 'Its processes are frozen until resumed.',
      };
    case 'restarting':
      return {
        well: false,
        title: 'It keeps restarting',
        detail: [
          exit_code != null && exitReason(exit_code),
          container.restart_count ? `Restarted ${container.restart_count} times.` : '',
          error,
        ]
          .filter(Boolean)
          .join(' '),
      };
    case 'exited':
    case 'dead': {
      const failed = state === 'dead' || (exit_code ?? 0) !== 0;
      const asked = exit_code === 143 || exit_code === 130;
      return {
        well: !failed || asked,
        title: failed && !asked ? `It ended with exit code ${exit_code ?? '?'}` : 'It has ended',
        detail: [error, exit_code == null ? '' : exitReason(exit_code)].filter(Boolean).join(' '),
      };
    }
    case 'created':
      return { well: true, title: 'It was never started', detail: error ?? 'Start it when ready.' };
    case 'removing':
      return { well: true, title: 'It is being removed', detail: 'It disappears in a moment.' };
  }
}

function exitReason(code: number): string {
  if (code === 0) return 'It ended without an error.';
  return EXIT_CODES[code] ?? `Its program ended with ${code}: the log says why.`;
}
