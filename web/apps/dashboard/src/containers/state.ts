import type { ContainerSummary } from '@nebula/api';
import { formatExact, type Tone } from '@nebula/ui';
import type { StatusFilter } from './search.ts';

export interface ContainerState {
  tone: Tone;
  word: string;
  /** Since when and why, for the hover. */
  why: string;
}

type Facts = Pick<
  ContainerSummary,
  'state' | 'health' | 'exit_code' | 'status' | 'started_at' | 'finished_at'
>;

/** Ends that people cause by stopping a container: SIGINT and SIGTERM. */
const ASKED_TO_END = [0, 130, 143];

export function containerState(container: Facts): ContainerState {
  const since =
    container.state === 'running' || container.state === 'paused'
      ? container.started_at
      : container.finished_at;
  const why = [container.status, since && `since ${formatExact(since)}`].filter(Boolean).join(', ');
  return { ...toneAndWord(container), why };
}

function toneAndWord({ state, health, exit_code }: Facts): { tone: Tone; word: string } {
  switch (state) {
    case 'running':
      if (health === 'unhealthy') return { tone: 'bad', word: 'unhealthy' };
      if (health === 'starting') return { tone: 'busy', word: 'starting' };
      return { tone: 'well', word: health === 'healthy' ? 'healthy' : 'running' };
    case 'restarting':
      return { tone: 'warn', word: 'restarting' };
    case 'paused':
      return { tone: 'info', word: 'paused' };
    case 'exited':
      if (exit_code == null || ASKED_TO_END.includes(exit_code)) {
        return { tone: 'idle', word: exit_code ? `exited (${exit_code})` : 'exited' };
      }
      return { tone: 'bad', word: `exited (${exit_code})` };
    case 'dead':
      return { tone: 'bad', word: 'dead' };
    case 'removing':
      return { tone: 'busy', word: 'removing' };
    case 'created':
      return { tone: 'idle', word: 'created' };
  }
}

export function isRunning(container: Pick<ContainerSummary, 'state'>): boolean {
  return (
    container.state === 'running' ||
    container.state === 'restarting' ||
    container.state === 'paused'
  );
}

/** Whether a person should look at it: it failed, keeps failing, or says it is not well. */
export function hasProblem(container: Facts): boolean {
  const { tone } = toneAndWord(container);
  return tone === 'bad' || tone === 'warn';
}

export function matchesStatus(container: Facts, filter: StatusFilter | undefined): boolean {
  switch (filter) {
    case undefined:
      return true;
    case 'running':
      return container.state === 'running';
    case 'problem':
      return hasProblem(container);
    case 'paused':
      return container.state === 'paused';
    case 'stopped':
      return ['exited', 'created', 'dead'].includes(container.state);
  }
}

/** Whether every word of the search stands somewhere in what people know a container by. */
export function matchesSearch(container: ContainerSummary, search: string | undefined): boolean {
  if (!search) return true;
  const text = [
    container.name,
    container.image,
    container.id,
    container.compose_project ?? '',
    container.compose_service ?? '',
    ...container.ports.map((port) => String(port.public_port ?? '')),
    ...Object.entries(container.labels).map(([key, value]) => `${key}=${value}`),
  ]
    .join('\n')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export interface PublishedPort {
  label: string;
  /** Where a browser reaches it; null for what no browser speaks or nobody else can reach. */
  href: string | null;
}

/** The published ports, each once though Docker lists it for IPv4 and IPv6. */
export function publishedPorts(container: ContainerSummary, host: string): PublishedPort[] {
  const seen = new Map<string, PublishedPort>();
  for (const port of container.ports) {
    if (port.public_port == null) continue;
    const suffix = port.protocol === 'tcp' ? '' : `/${port.protocol}`;
    const label = `${port.public_port}→${port.private_port}${suffix}`;
    const onLoopback = port.ip === '127.0.0.1' || port.ip === '::1';
    const reachable = !onLoopback || host === 'localhost' || host === '127.0.0.1';
    const href = port.protocol === 'tcp' && reachable ? `http://${host}:${port.public_port}` : null;
    if (!seen.get(label)?.href) seen.set(label, { label, href });
  }
  return [...seen.values()];
}
