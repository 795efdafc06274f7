import type { ContainerSummary, Engine, HostStats, Service, Task } from '@nebula/api';
import { formatPercent } from '@nebula/ui';
import { containerState, hasProblem } from '~/containers/state.ts';

export interface Attention {
  key: string;
  tone: 'bad' | 'warn';
  title: string;
  detail: string;
  /** The container it is about, when it is about one. */
  container?: { engine: string; id: string };
}

export interface Situation {
  host: HostStats | undefined;
  services: readonly Service[];
  engines: readonly Engine[];
  containers: readonly { engine: string; container: ContainerSummary }[];
  tasks: readonly Task[];
}

const DISK_WARN = 0.88;
const DISK_BAD = 0.95;
const MEMORY_WARN = 0.92;
const RECENT_MS = 60 * 60_000;

/** Everything that a person should look at, the worst first. */
export function attentionList(
  { host, services, engines, containers, tasks }: Situation,
  now: number,
): Attention[] {
  const found: Attention[] = [];
  for (const engine of engines) {
    if (engine.status !== 'unreachable') continue;
    found.push({
      key: `engine:${engine.id}`,
      tone: 'bad',
      title: `The Docker engine ${engine.name} does not answer`,
      detail: engine.detail ?? engine.address,
    });
  }
  for (const service of services) {
    if (service.status !== 'down' && service.status !== 'degraded') continue;
    found.push({
      key: `service:${service.name}`,
      tone: service.status === 'down' ? 'bad' : 'warn',
      title: `${service.name} is ${service.status}`,
      detail: service.detail ?? 'It gives no reason.',
    });
  }
  for (const { engine, container } of containers) {
    if (!hasProblem(container)) continue;
    const { tone, word } = containerState(container);
    found.push({
      key: `container:${engine}/${container.id}`,
      tone: tone === 'warn' ? 'warn' : 'bad',
      title: `${container.name} is ${word}`,
      detail: [container.image, container.status].filter(Boolean).join(', '),
      container: { engine, id: container.id },
    });
  }
  for (const disk of host?.disks ?? []) {
    const share = disk.total_bytes > 0 ? disk.used_bytes / disk.total_bytes : 0;
    if (share < DISK_WARN) continue;
    found.push({
      key: `disk:${disk.mount}`,
      tone: share >= DISK_BAD ? 'bad' : 'warn',
      title: `${disk.mount} is ${formatPercent(share * 100)} full`,
      detail: `${disk.device}, ${disk.file_system}`,
    });
  }
  if (host && host.memory.total_bytes > 0) {
    const share = 1 - host.memory.available_bytes / host.memory.total_bytes;
    if (share >= MEMORY_WARN) {
      found.push({
        key: 'memory',
        tone: 'warn',
        title: `Memory is ${formatPercent(share * 100)} in use`,
        detail: 'The system will end programs when nothing is left.',
      });
    }
  }
  for (const sensor of host?.temperatures ?? []) {
    if (sensor.critical_celsius == null || sensor.celsius < sensor.critical_celsius - 5) continue;
    found.push({
      key: `temperature:${sensor.label}`,
      tone: 'bad',
      title: `${sensor.label} is ${sensor.celsius.toFixed(0)} °C hot`,
      detail: `Its limit is ${sensor.critical_celsius.toFixed(0)} °C.`,
    });
  }
  for (const task of tasks) {
    if (task.status !== 'failed' || !task.finished_at) continue;
    if (now - Date.parse(task.finished_at) > RECENT_MS) continue;
    found.push({
      key: `task:${task.id}`,
      tone: 'warn',
      title: `${task.title} failed`,
      detail: task.error ?? 'It gives no reason.',
    });
  }
  return found.sort((a, b) => Number(a.tone === 'warn') - Number(b.tone === 'warn'));
}
