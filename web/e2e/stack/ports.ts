import { createServer } from 'node:net';

const given = new Set<number>();

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * A port that nothing uses, below the range the kernel takes outgoing ports from and away from the one
 * that scripts/up chooses from for its databases; never twice the same.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 500; tries += 1) {
    const port = 16_000 + Math.floor(Math.random() * 3_500);
    if (!given.has(port) && (await isFree(port))) {
      given.add(port);
      return port;
    }
  }
  throw new Error('found no free port between 16000 and 19500');
}
