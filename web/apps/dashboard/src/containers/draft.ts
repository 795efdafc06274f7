import type { CreateContainer } from '@nebula/api';
import {
  array,
  boolean,
  enum as oneOf,
  minLength,
  object,
  refine,
  regex,
  string,
  type infer as Infer,
} from 'zod/mini';

const isPort = (text: string): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
const isPositive = (text: string): boolean => text === '' || Number(text) > 0;

const pairs = string().check(
  refine((text) => parsePairs(text) !== null, { error: 'Each line is NAME=value.' }),
);

/** The form for a new container, as a person fills it in. */
export const draftSchema = object({
  image: string().check(minLength(1, { error: 'From which image?' })),
  name: string().check(
    regex(/^$|^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, {
      error: 'Letters, digits, dot, dash and underscore, beginning with a letter or digit.',
    }),
  ),
  command: string().check(
    refine((text) => splitCommand(text) !== null, { error: 'A quote is not closed.' }),
  ),
  ports: array(
    object({
      host: string().check(
        refine((text) => text === '' || isPort(text), { error: '1 to 65535, or empty.' }),
      ),
      container: string().check(refine(isPort, { error: '1 to 65535.' })),
      protocol: oneOf(['tcp', 'udp']),
    }),
  ),
  mounts: array(
    object({
      kind: oneOf(['volume', 'bind', 'tmpfs']),
      source: string(),
      destination: string().check(
        refine((text) => text.startsWith('/'), { error: 'A path from the root.' }),
      ),
      read_only: boolean(),
    }).check(
      refine((mount) => mount.kind !== 'bind' || mount.source.startsWith('/'), {
        error: "The machine's path.",
        path: ['source'],
      }),
    ),
  ),
  environment: pairs,
  labels: pairs,
  network: string(),
  restart_policy: oneOf(['no', 'always', 'unless-stopped', 'on-failure']),
  memory_mib: string().check(refine(isPositive, { error: 'A number above 0.' })),
  cpus: string().check(refine(isPositive, { error: 'A number above 0.' })),
  start: boolean(),
  privileged: boolean(),
});

export type Draft = Infer<typeof draftSchema>;

export const emptyDraft: Draft = {
  image: '',
  name: '',
  command: '',
  ports: [],
  mounts: [],
  environment: '',
  labels: '',
  network: '',
  restart_policy: 'unless-stopped',
  memory_mib: '',
  cpus: '',
  start: true,
  privileged: false,
};

/** The fields that the server may name when it refuses. */
export const FIELDS = ['image', 'name', 'command', 'environment', 'labels', 'network'] as const;

/** Lines of `NAME=value`; null when one is not. Empty lines and `#` comments are left out. */
export function parsePairs(text: string): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const equals = trimmed.indexOf('=');
    if (equals < 1) return null;
    found[trimmed.slice(0, equals)] = trimmed.slice(equals + 1);
  }
  return found;
}

/** Splits a command into words as a shell would, without running one; null for an open quote. */
export function splitCommand(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? '';
    if (quote !== null) {
      if (char === quote) quote = null;
      else if (char === '\\' && quote === '"' && index + 1 < text.length) {
        index += 1;
        word = (word ?? '') + (text[index] ?? '');
      } else word = (word ?? '') + char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (char === '\\' && index + 1 < text.length) {
      index += 1;
      word = (word ?? '') + (text[index] ?? '');
    } else {
      word = (word ?? '') + char;
    }
  }
  if (quote !== null) return null;
  if (word !== null) words.push(word);
  return words;
}

/** What the API is asked for; leaves out what was left empty. */
export function toCreateContainer(draft: Draft): CreateContainer {
  const command = splitCommand(draft.command) ?? [];
  const environment = parsePairs(draft.environment) ?? {};
  const labels = parsePairs(draft.labels) ?? {};
  return {
    image: draft.image.trim(),
    ...(draft.name && { name: draft.name }),
    ...(command.length > 0 && { command }),
    ...(Object.keys(environment).length > 0 && { environment }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(draft.ports.length > 0 && {
      ports: draft.ports.map((port) => ({
        container_port: Number(port.container),
        protocol: port.protocol,
        ...(port.host && { host_port: Number(port.host) }),
      })),
    }),
    ...(draft.mounts.length > 0 && {
      mounts: draft.mounts.map((mount) => ({
        kind: mount.kind,
        destination: mount.destination,
        read_only: mount.read_only,
        ...(mount.source && { source: mount.source }),
      })),
    }),
    ...(draft.network && { networks: [draft.network] }),
    restart_policy: draft.restart_policy,
    ...(draft.memory_mib && {
      memory_limit_bytes: Math.round(Number(draft.memory_mib) * 1024 * 1024),
    }),
    ...(draft.cpus && { cpu_limit: Number(draft.cpus) }),
    ...(draft.privileged && { privileged: true }),
    start: draft.start,
  };
}
