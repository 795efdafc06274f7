import type { ContainerSummary } from '@nebula/api';
import type { ChipOption } from '@nebula/ui';
import { useMemo } from 'react';
import type { ContainersSearch, StatusFilter } from '~/containers/search.ts';
import { matchesSearch, matchesStatus } from '~/containers/state.ts';

const CHIPS: Omit<ChipOption<StatusFilter | 'all'>, 'count'>[] = [
  { value: 'all', label: 'All' },
  { value: 'running', label: 'Running', tone: 'well' },
  { value: 'problem', label: 'Problems', tone: 'bad' },
  { value: 'paused', label: 'Paused', tone: 'info' },
  { value: 'stopped', label: 'Stopped', tone: 'idle' },
];

/** What the filters leave, and how many each chip would show. */
export function useFilteredContainers(
  containers: readonly ContainerSummary[],
  { q, status, project }: ContainersSearch,
) {
  return useMemo(() => {
    const projects = [...new Set(containers.flatMap((each) => each.compose_project ?? []))].sort(
      (a, b) => a.localeCompare(b),
    );
    const found = containers.filter(
      (each) => matchesSearch(each, q) && (!project || each.compose_project === project),
    );
    const statusOptions = CHIPS.map((chip) => ({
      ...chip,
      count:
        chip.value === 'all'
          ? found.length
          : found.filter((each) => matchesStatus(each, chip.value as StatusFilter)).length,
      // A chip for a state that nothing is in says nothing, unless it is the one chosen.
    })).filter((chip) => chip.value === 'all' || chip.count > 0 || chip.value === status);
    return {
      rows: found
        .filter((each) => matchesStatus(each, status))
        .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
      projects,
      statusOptions,
    };
  }, [containers, q, status, project]);
}
