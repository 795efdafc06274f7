import type { Service } from '@nebula/api';
import type { Tone } from '@nebula/ui';

export const DEPENDENCY_TONES = {
  up: 'well',
  down: 'bad',
  unknown: 'unknown',
} as const satisfies Record<Service['dependencies'][number]['status'], Tone>;

const RANK: Record<Service['status'], number> = { down: 0, degraded: 1, unknown: 2, healthy: 3 };

/** What is not well first, then by name. */
export function byConcern(a: Service, b: Service): number {
  return RANK[a.status] - RANK[b.status] || a.name.localeCompare(b.name);
}

/**
 * What a service leans on: what the map says, and what the service itself found of it. A name
 * that only one of them knows is shown all the same.
 */
export function dependenciesOf(service: Service): Service['dependencies'] {
  const reported = new Map(service.dependencies.map((each) => [each.name, each]));
  const unreported = service.depends_on
    .filter((name) => !reported.has(name))
    .map((name) => ({ name, status: 'unknown' as const, detail: null }));
  return [...service.dependencies, ...unreported].sort((a, b) => a.name.localeCompare(b.name));
}

/** Which services say that they lean on this one. */
export function dependentsOf(name: string, services: readonly Service[]): string[] {
  return services.filter((each) => each.depends_on.includes(name)).map((each) => each.name);
}
