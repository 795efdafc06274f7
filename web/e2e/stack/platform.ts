// A whole platform of its own: scripts/up with a folder, ports and databases that nothing else uses.
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { keep, type Keeper } from './keeper.ts';
import { freePort } from './ports.ts';
import { until } from './wait.ts';

const execute = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../../..');
const SERVICES = [
  'dashboard',
  'discord-bot',
  'stream-bot',
  'ai-gateway',
  'gpu-scheduler',
  'monitoring',
  'agent',
] as const;

/** A process of the platform, as scripts/up records it. */
export type Part = (typeof SERVICES)[number] | 'postgresql' | 'redis';

const END = `
cd "$ROOT" && scripts/down
home=$(readlink -- "$NEBULA_HOME/postgres")
case $home in /var/lib/nebula-command/*) rm -rf -- "\${home%/postgres}" ;; esac
rm -rf -- "\${NEBULA_HOME%/home}"
`;

export class Platform {
  readonly url: string;
  readonly setupToken: string;
  readonly #home: string;
  readonly #ports: Record<string, number>;
  readonly #keeper: Keeper;

  private constructor(
    url: string,
    setupToken: string,
    home: string,
    ports: Record<string, number>,
    keeper: Keeper,
  ) {
    this.url = url;
    this.setupToken = setupToken;
    this.#home = home;
    this.#ports = ports;
    this.#keeper = keeper;
  }

  /** Starts all of it on a Docker engine and waits until it is ready; nobody has set it up yet. */
  static async start(dockerHost: string, hostname?: string): Promise<Platform> {
    const scratch = await mkdtemp(join(tmpdir(), 'nebula-e2e-'));
    // The private PostgreSQL's own account passes through.
    await chmod(scratch, 0o755);
    const home = join(scratch, 'home');
    const env: NodeJS.ProcessEnv = {
      NEBULA_HOME: home,
      NEBULA_DATA_DIR: '',
      DATABASE_URL: '',
      REDIS_URL: '',
      DOCKER_HOST: dockerHost,
    };
    const ports: Record<string, number> = {};
    for (const name of SERVICES) {
      const port = await freePort();
      ports[name] = port;
      const variable = `NEBULA_SERVICES_${name.toUpperCase().replaceAll('-', '_')}`;
      env[`${variable}_HTTP`] = `http://127.0.0.1:${port}`;
      env[`${variable}_GRPC`] = `http://127.0.0.1:${await freePort()}`;
    }
    const keeper = keep('', END, { ...env, ROOT });
    const profile = process.env['E2E_PROFILE'] ?? 'dev';
    try {
      const up = ['--yes', '--detach', '--json', '--no-build', '--profile', profile];
      const options = { cwd: ROOT, env: { ...process.env, ...env } };
      const { stdout } = hostname
        ? await execute(
            'unshare',
            ['--uts', 'sh', '-c', 'hostname "$0" && exec scripts/up "$@"', hostname, ...up],
            options,
          )
        : await execute('scripts/up', up, options);
      const { url, setup_token } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as {
        url: string;
        setup_token: string | null;
      };
      if (setup_token === null) throw new Error('the platform is set up already');
      return new Platform(url, setup_token, home, ports, keeper);
    } catch (error) {
      await keeper.release();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#keeper.release();
  }

  /** The process id of a part that runs. */
  async pid(part: Part): Promise<number> {
    const recorded = await readFile(join(this.#home, 'run', `${part}.pid`), 'utf8');
    return Number(recorded.split(' ')[0]);
  }

  async signal(part: Part, signal: NodeJS.Signals): Promise<void> {
    process.kill(await this.pid(part), signal);
  }

  /** The end of a part's log. */
  async log(part: Part): Promise<string> {
    return readFile(join(this.#home, 'logs', `${part}.log`), 'utf8');
  }

  /**
   * Kills a part and takes its port, so that the supervisor cannot bring it back.
   * Answers how to give the port free again.
   */
  async unplug(part: Part): Promise<() => Promise<void>> {
    const port =
      this.#ports[part] ?? Number(await readFile(join(this.#home, 'run', `${part}.port`), 'utf8'));
    const pid = await this.pid(part);
    const squatter = createServer((socket) => socket.destroy());
    // For PostgreSQL INT is the fast shutdown: its workers end with it.
    process.kill(pid, part === 'postgresql' ? 'SIGINT' : 'SIGKILL');
    await until(
      `the port of ${part} is free`,
      () =>
        new Promise<boolean>((resolve) => {
          squatter.once('error', () => resolve(false));
          squatter.listen(port, '127.0.0.1', () => resolve(true));
        }),
    );
    return () => new Promise((resolve) => squatter.close(() => resolve()));
  }

  /** Holds a part still, with all its processes, so that it answers nobody. The supervisor leaves it be. */
  async freeze(part: Part): Promise<() => Promise<void>> {
    const pids = await processTree(await this.pid(part));
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    return async () => {
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGCONT');
        } catch {
          // One of its workers has ended meanwhile.
        }
      }
      await until(`${part} runs on`, async () => (await this.pid(part)) > 0);
    };
  }
}

async function processTree(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const trees = await Promise.all(
    children
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((child) => processTree(Number(child))),
  );
  return [pid, ...trees.flat()];
}
