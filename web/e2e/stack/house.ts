// What runs on the engine before the first test: a household's usual containers, so that lists look as
// they do at people's homes. Tests read these and leave them be.
import type { Level, Module, Role } from '@nebula/api';
import type { Api } from './api.ts';
import type { Engine, RunOptions } from './engine.ts';
import { freePort } from './ports.ts';

const MIB = 1024 * 1024;

const IMAGES: Record<string, number> = {
  'caddy:2.10': 18 * MIB,
  'postgres:17': 41 * MIB,
  'redis:7.4': 12 * MIB,
  'grafana/grafana:11.5': 36 * MIB,
  'prom/prometheus:3.2': 29 * MIB,
  'jellyfin/jellyfin:10.10': 63 * MIB,
  'linuxserver/sonarr:4.0': 24 * MIB,
  'vaultwarden/server:1.33': 21 * MIB,
  'eclipse-mosquitto:2.0': 6 * MIB,
  'example/shop-api:1.8.2': 9 * MIB,
  'example/importer:0.4': 7 * MIB,
};

const QUIET = 'exec sleep 100000';

/** Holds so much memory and works so much each half second, so that charts move. */
function working(memoryMib: number, rounds: number): Pick<Container, 'script' | 'flags'> {
  return {
    script: `
head -c ${memoryMib * MIB} /dev/zero > /cache/pages
while true; do i=0; while [ $i -lt ${rounds} ]; do i=$((i+1)); done; sleep 0.5; done`,
    flags: ['--tmpfs', '/cache'],
  };
}

/** Requests of a small shop, five each second. */
const SHOP = `
head -c 58000000 /dev/zero > /cache/pages
n=1000
set -- 'GET /api/products' 'GET /api/basket' 'POST /api/orders' 'GET /api/products/42' 'GET /healthz'
while true; do
  for request in "$@"; do
    n=$((n+1))
    echo "INFO  request=$n $request status=200 took=$((n * 7 % 37 + 2))ms"
    sleep 0.2
  done
  if [ $((n % 25)) -eq 0 ]; then echo "WARN  request=$n slow query: orders by customer, 812 ms" >&2; fi
done`;

/** A web server of one page and someone who asks for it. */
const WEB = `
head -c 34000000 /dev/zero > /cache/pages
echo '<h1>Hello from Caddy</h1>' > /srv/index.html
httpd -p 80 -h /srv
while true; do wget -q -O /dev/null http://127.0.0.1/ && echo "handled request GET / 200"; sleep 1; done`;

const HEALTHY = ['--health-cmd', 'echo ready', '--health-interval', '2s', '--health-retries', '1'];

function compose(project: string, service: string): Record<string, string> {
  return {
    'com.docker.compose.project': project,
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': '1',
    'com.docker.compose.oneoff': 'False',
  };
}

interface Container extends RunOptions {
  name: string;
  image: string;
  script: string;
  flags: string[];
}

/** Fills an engine. Every container gets its own image, volumes and networks as far as it needs them. */
export async function furnish(engine: Engine): Promise<void> {
  for (const [name, size] of Object.entries(IMAGES)) await engine.makeImage(name, size);
  await engine.docker(
    'network',
    'create',
    '--label',
    'com.docker.compose.project=media',
    'media_default',
  );
  await engine.docker('network', 'create', 'backend');
  for (const volume of ['postgres-data', 'grafana-data', 'jellyfin-config', 'media-library']) {
    await engine.docker('volume', 'create', volume);
  }
  const port = async (inside: number): Promise<string[]> => [
    '--publish',
    `127.0.0.1:${await freePort()}:${inside}`,
  ];
  const extended = (
    { script, flags }: Pick<Container, 'script' | 'flags'>,
    ...more: string[]
  ): Pick<Container, 'script' | 'flags'> => ({ script, flags: [...flags, ...more] });
  const quiet = (...flags: string[]): Pick<Container, 'script' | 'flags'> => ({
    script: QUIET,
    flags,
  });
  const containers: Container[] = [
    {
      name: 'caddy',
      image: 'caddy:2.10',
      script: WEB,
      flags: [...(await port(80)), ...HEALTHY, '--network', 'backend', '--tmpfs', '/cache'],
    },
    {
      name: 'postgres',
      image: 'postgres:17',
      environment: { POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'never-on-a-screen' },
      ...extended(
        working(136, 1_200),
        ...['--volume', 'postgres-data:/var/lib/postgresql/data'],
        ...['--network', 'backend', '--memory', '512m', ...HEALTHY],
      ),
    },
    {
      name: 'shop-api',
      image: 'example/shop-api:1.8.2',
      environment: {
        DATABASE_URL: 'postgres://shop:never-on-a-screen@postgres/shop',
        LOG_LEVEL: 'info',
      },
      labels: { 'org.opencontainers.image.version': '1.8.2', team: 'shop' },
      script: SHOP,
      flags: [
        ...(await port(8080)),
        ...['--network', 'backend', '--restart', 'unless-stopped', '--memory', '256m'],
        ...['--tmpfs', '/cache', ...HEALTHY],
      ],
    },
    {
      name: 'redis-cache',
      image: 'redis:7.4',
      ...extended(working(22, 300), '--network', 'backend', '--memory', '128m'),
    },
    {
      name: 'jellyfin',
      image: 'jellyfin/jellyfin:10.10',
      labels: compose('media', 'jellyfin'),
      ...extended(
        working(214, 5_000),
        ...(await port(8096)),
        ...['--volume', 'jellyfin-config:/config', '--volume', 'media-library:/media:ro'],
        ...['--network', 'media_default', '--memory', '1g'],
      ),
    },
    {
      name: 'sonarr',
      image: 'linuxserver/sonarr:4.0',
      labels: compose('media', 'sonarr'),
      ...extended(
        working(96, 800),
        ...(await port(8989)),
        ...['--volume', 'media-library:/media', '--network', 'media_default'],
      ),
    },
    {
      name: 'grafana',
      image: 'grafana/grafana:11.5',
      labels: compose('observability', 'grafana'),
      environment: { GF_SECURITY_ADMIN_PASSWORD: 'never-on-a-screen' },
      ...extended(
        working(88, 1_500),
        ...(await port(3000)),
        ...['--volume', 'grafana-data:/var/lib/grafana'],
      ),
    },
    {
      name: 'prometheus',
      image: 'prom/prometheus:3.2',
      labels: compose('observability', 'prometheus'),
      ...extended(working(121, 2_500), '--memory', '384m'),
    },
    { name: 'vaultwarden', image: 'vaultwarden/server:1.33', ...quiet(...HEALTHY) },
    { name: 'mosquitto', image: 'eclipse-mosquitto:2.0', ...quiet('--restart', 'always') },
    {
      name: 'nightly-backup',
      image: 'example/importer:0.4',
      script: 'echo "42 files saved"',
      flags: [],
    },
    {
      name: 'importer',
      image: 'example/importer:0.4',
      script: 'echo "cannot read /data/orders.csv: no such file" >&2; exit 3',
      flags: [],
    },
  ];
  for (const { name, script, ...options } of containers) await engine.run(name, script, options);
}

/** The people of the household and the keys of their programs. */
export async function invite(admin: Api): Promise<void> {
  const people: [string, Role['name']][] = [
    ['mara', 'developer'],
    ['jonas', 'developer'],
    ['grandma', 'client'],
    ['tablet-kitchen', 'viewer'],
  ];
  for (const [username, role] of people) {
    await admin.call('POST', '/api/v1/users', {
      username,
      role,
      email: `${username}@home.example`,
      password: `${username} knows it by heart`,
    });
  }
  const keys: [string, Partial<Record<Module, Level>>, number][] = [
    ['Home Assistant', { containers: 'write', overview: 'read' }, 365],
    ['Status board', { overview: 'read' }, 90],
    ['Nightly backup', { volumes: 'read', containers: 'read', files: 'read' }, 30],
  ];
  for (const [name, scopes, expires_in_days] of keys) {
    await admin.call('POST', '/api/v1/api-keys', { name, scopes, expires_in_days });
  }
}
