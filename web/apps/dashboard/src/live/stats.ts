import type { ContainerStatsSample, LiveEvents } from '@nebula/api';
import { useSyncExternalStore } from 'react';

/** What a container used lately, oldest first. */
export interface ContainerUsage {
  latest: ContainerStatsSample;
  cpuPercent: readonly number[];
  memoryBytes: readonly number[];
}

const KEEP = 60;
/** A container that stopped sends no more samples: its last ones soon say nothing. */
const FORGET_AFTER_MS = 12_000;

interface Kept extends ContainerUsage {
  seenAt: number;
}

/**
 * The samples of `container_stats`, which come every two seconds for all containers at once. They
 * are kept out of the query cache so that only the cells that show a number render again.
 */
class ContainerStatsStore {
  readonly #usage = new Map<string, Kept>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  apply({ engine, at, items }: LiveEvents['container_stats']): void {
    const now = Date.parse(at) || Date.now();
    for (const sample of items) {
      const key = `${engine}/${sample.id}`;
      const before = this.#usage.get(key);
      this.#usage.set(key, {
        latest: sample,
        cpuPercent: [...(before?.cpuPercent ?? []), sample.cpu_percent].slice(-KEEP),
        memoryBytes: [...(before?.memoryBytes ?? []), sample.memory_bytes].slice(-KEEP),
        seenAt: now,
      });
    }
    for (const [key, kept] of this.#usage) {
      if (key.startsWith(`${engine}/`) && now - kept.seenAt > FORGET_AFTER_MS) {
        this.#usage.delete(key);
      }
    }
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  of(engine: string, id: string): ContainerUsage | undefined {
    return this.#usage.get(`${engine}/${id}`);
  }

  /** Grows with every sample. */
  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  clear(): void {
    this.#usage.clear();
  }
}

export const containerStats = new ContainerStatsStore();

export function useContainerUsage(engine: string, id: string): ContainerUsage | undefined {
  return useSyncExternalStore(containerStats.subscribe, () => containerStats.of(engine, id));
}

/** Renders with every sample, for what sorts or sums up; 0 and still while `enabled` is false. */
export function useStatsVersion(enabled: boolean): number {
  return useSyncExternalStore(containerStats.subscribe, () =>
    enabled ? containerStats.version : 0,
  );
}
