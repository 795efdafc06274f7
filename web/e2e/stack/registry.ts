// A registry that speaks the OCI distribution protocol, as far as `docker pull` asks for it: one image of
// random layers, sent slowly, so that a progress can be seen. https://github.com/opencontainers/distribution-spec
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { freePort } from './ports.ts';

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const CONFIG = 'application/vnd.oci.image.config.v1+json';
const LAYER = 'application/vnd.oci.image.layer.v1.tar+gzip';

const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export class Registry {
  /** What to pull: host, name and tag. */
  readonly reference: string;
  readonly #server: Server;

  private constructor(reference: string, server: Server) {
    this.reference = reference;
    this.#server = server;
  }

  /** Serves `library/NAME:latest` of so many layers of so many bytes, each sent in about `layerMs`. */
  static async start(
    name: string,
    layers: number,
    layerBytes: number,
    layerMs: number,
  ): Promise<Registry> {
    const blobs = new Map<string, { type: string; bytes: Buffer }>();
    const add = (
      bytes: Buffer,
      type: string,
    ): { digest: string; size: number; mediaType: string } => {
      const digest = digestOf(bytes);
      blobs.set(digest, { type, bytes });
      return { digest, size: bytes.length, mediaType: type };
    };
    const tars = Array.from({ length: layers }, (_, index) =>
      layerTar(`layer-${index}`, layerBytes),
    );
    const config = add(
      Buffer.from(
        JSON.stringify({
          architecture: 'amd64',
          os: 'linux',
          config: { Cmd: ['/bin/sh'] },
          rootfs: { type: 'layers', diff_ids: tars.map(digestOf) },
          history: tars.map((_, index) => ({ created_by: `COPY layer-${index} /` })),
        }),
      ),
      CONFIG,
    );
    const manifest = add(
      Buffer.from(
        JSON.stringify({
          schemaVersion: 2,
          mediaType: MANIFEST,
          config,
          layers: tars.map((tar) => add(gzipSync(tar), LAYER)),
        }),
      ),
      MANIFEST,
    );
    const server = createServer((request, response) => {
      const wanted = (request.url ?? '').split('/').at(-1) ?? '';
      const blob = blobs.get(wanted === 'latest' ? manifest.digest : wanted);
      if (request.url === '/v2/') response.end('{}');
      else if (!blob) response.writeHead(404).end('{}');
      else {
        response.writeHead(200, {
          'content-type': blob.type,
          'content-length': blob.bytes.length,
          'docker-content-digest': digestOf(blob.bytes),
        });
        if (request.method === 'HEAD') response.end();
        else void send(response, blob.bytes, blob.type === LAYER ? layerMs : 0);
      }
    });
    const port = await freePort();
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return new Registry(`127.0.0.1:${port}/library/${name}:latest`, server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function send(response: ServerResponse, bytes: Buffer, overMs: number): Promise<void> {
  const parts = overMs > 0 ? 40 : 1;
  const size = Math.ceil(bytes.length / parts);
  for (let at = 0; at < bytes.length && !response.destroyed; at += size) {
    response.write(bytes.subarray(at, at + size));
    if (overMs > 0) await delay(overMs / parts);
  }
  response.end();
}

/** A tar of one file that cannot be compressed away. */
function layerTar(name: string, bytes: number): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'nebula-e2e-layer-'));
  try {
    writeFileSync(join(folder, name), randomBytes(bytes));
    execFileSync('tar', ['-C', folder, '-cf', join(folder, 'layer.tar'), name]);
    return readFileSync(join(folder, 'layer.tar'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
