// A private Docker engine: a real dockerd with its own data, socket and bridge. No image can be pulled
// by tests, so images are made from the machine's static busybox.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keep, type Keeper } from './keeper.ts';
import { until } from './wait.ts';

const execute = promisify(execFile);
const BUSYBOX = '/bin/busybox';

/** The image that containers are made from where nothing else is said. */
export const IMAGE = 'nebula-test/busybox:latest';

export interface RunOptions {
  image?: string;
  labels?: Record<string, string>;
  environment?: Record<string, string>;
  /** Further arguments of `docker run`. */
  flags?: string[];
}

const END = `
kill -CONT "$pid" 2>/dev/null
networks=$(timeout 10 docker -H "unix://$FOLDER/docker.sock" network ls --quiet --filter driver=bridge)
kill -TERM "$pid" 2>/dev/null
tries=0
while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 200 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$pid" 2>/dev/null
wait "$pid" 2>/dev/null
grep -F " $FOLDER/" /proc/mounts | cut -d' ' -f2 | sort -r | while read -r mount; do umount -l "$mount"; done
for network in $networks; do ip link delete "br-$network" 2>/dev/null; done
ip link delete "$BRIDGE" 2>/dev/null
rm -rf -- "$FOLDER"
`;

/** A running engine and the command line that speaks to it. */
export class Engine {
  readonly folder: string;
  readonly host: string;
  readonly #keeper: Keeper;

  private constructor(folder: string, keeper: Keeper) {
    this.folder = folder;
    this.host = `unix://${folder}/docker.sock`;
    this.#keeper = keeper;
  }

  static async start(): Promise<Engine> {
    if (process.getuid?.() !== 0) {
      throw new Error('a private Docker engine needs root: run the browser tests as root');
    }
    const folder = await mkdtemp(join(tmpdir(), 'nebula-e2e-docker-'));
    const unique = (process.pid * 64 + Math.floor(Math.random() * 64)) % 0x10_0000;
    // Interface names have at most 15 characters.
    const bridge = `nbe${unique.toString(16)}`;
    // A range of its own in 10.64.0.0/10, so that engines of parallel runs do not meet.
    const range = `10.${64 + (unique % 64)}`;
    const subnet = `${range}.0.1/24`;
    execFileSync('ip', ['link', 'add', 'name', bridge, 'type', 'bridge']);
    execFileSync('ip', ['address', 'add', subnet, 'dev', bridge]);
    await writeFile(join(folder, 'daemon.json'), '{}');
    const keeper = keep(
      `dockerd --config-file "$FOLDER/daemon.json" --data-root "$FOLDER/data" --exec-root "$FOLDER/exec" \
        -p "$FOLDER/pid" -H "unix://$FOLDER/docker.sock" --bridge "$BRIDGE" --default-address-pool "base=$POOL,size=24" \
        --iptables=false --ip6tables=false \
        --shutdown-timeout 5 --log-level warn </dev/null >"$FOLDER/log" 2>&1 &
      pid=$!`,
      END,
      {
        FOLDER: folder,
        BRIDGE: bridge,
        POOL: `${range}.128.0/17`,
        PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`,
      },
    );
    const engine = new Engine(folder, keeper);
    try {
      await until(
        'the Docker engine answers',
        async () => (await engine.docker('version')) !== '',
        60_000,
      );
      await engine.makeImage(IMAGE);
    } catch (error) {
      const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
      await keeper.release();
      throw new Error(`the Docker engine did not start:\n${log.slice(-2000)}`, { cause: error });
    }
    return engine;
  }

  async stop(): Promise<void> {
    await this.#keeper.release();
  }

  /** The engine's process stops answering, until `thaw`. */
  async freeze(): Promise<void> {
    process.kill(Number(await readFile(join(this.folder, 'pid'), 'utf8')), 'SIGSTOP');
  }

  async thaw(): Promise<void> {
    process.kill(Number(await readFile(join(this.folder, 'pid'), 'utf8')), 'SIGCONT');
  }

  /** Runs the docker command line and answers what it prints. */
  async docker(...commandLine: string[]): Promise<string> {
    const { stdout } = await execute('docker', ['-H', this.host, ...commandLine], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return stdout.trim();
  }

  /** Makes an image of busybox and its commands, from nothing, with so much more in it. */
  async makeImage(name: string, fillerBytes = 0, ...changes: string[]): Promise<void> {
    const root = await this.#busyboxRoot();
    const filler = join(root, 'srv/data');
    const archive = join(this.folder, 'root.tar');
    await writeFile(filler, '');
    await truncate(filler, fillerBytes);
    execFileSync('tar', ['-C', root, '-cf', archive, '.']);
    const fixed = ['ENV PATH=/bin', 'CMD ["/bin/sh"]', ...changes];
    const flags = fixed.flatMap((each) => ['--change', each]);
    await this.docker('import', ...flags, archive, name);
    await rm(archive);
  }

  async #busyboxRoot(): Promise<string> {
    const root = join(this.folder, 'root');
    if (existsSync(root)) return root;
    for (const folder of ['bin', 'etc', 'proc', 'root', 'srv', 'tmp', 'var/log']) {
      await mkdir(join(root, folder), { recursive: true });
    }
    await copyFile(BUSYBOX, join(root, 'bin/busybox'));
    await chmod(join(root, 'bin/busybox'), 0o755);
    for (const applet of execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).split('\n')) {
      if (applet && applet !== 'busybox') await symlink('busybox', join(root, 'bin', applet));
    }
    await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/sh\n');
    await writeFile(join(root, 'etc/group'), 'root:x:0:\n');
    await writeFile(join(root, 'etc/motd'), 'Made for tests.\n');
    return root;
  }

  /** Starts a container and answers its id. It ends at once when stopped. */
  async run(name: string, script: string, options: RunOptions = {}): Promise<string> {
    const { image = IMAGE, labels = {}, environment = {}, flags = [] } = options;
    return this.docker(
      'run',
      '--detach',
      '--name',
      name,
      '--stop-signal',
      'KILL',
      ...Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
      ...Object.entries(environment).flatMap(([key, value]) => ['--env', `${key}=${value}`]),
      ...flags,
      image,
      'sh',
      '-c',
      script,
    );
  }

  async remove(...names: string[]): Promise<void> {
    await this.docker('rm', '--force', '--volumes', ...names);
  }

  /** The engine's own word for a container's state: running, exited. */
  async state(name: string): Promise<string> {
    return this.docker('inspect', '--format', '{{.State.Status}}', name);
  }
}
