import type { ContainerSummary } from '@nebula/api';
import type { MenuItem } from '@nebula/ui';
import { useNavigate } from '@tanstack/react-router';
import {
  CirclePause,
  CirclePlay,
  Pencil,
  Play,
  RotateCw,
  ScrollText,
  Skull,
  Square,
  SquareTerminal,
  Trash2,
} from 'lucide-react';
import { useCallback } from 'react';
import { useCan } from '../session.ts';
import { useContainerCommands } from './commands.ts';
import { isRunning } from './state.ts';

export interface ContainerMenuOptions {
  onRemove: (container: ContainerSummary) => void;
  onRename: (container: ContainerSummary) => void;
  /** Leaves out the ways to the tabs, where one is on the container's page already. */
  withoutPages?: boolean;
}

/** Everything that can be done with one container, as far as this person may. */
export function useContainerMenu(
  engine: string,
  { onRemove, onRename, withoutPages = false }: ContainerMenuOptions,
): (container: ContainerSummary) => MenuItem[] {
  const may = useCan();
  const navigate = useNavigate();
  const { run } = useContainerCommands();
  return useCallback(
    (container) => {
      const params = { engine, id: container.id };
      const items: MenuItem[] = [];
      if (!withoutPages) {
        items.push({
          label: 'Logs',
          icon: ScrollText,
          onSelect: () => void navigate({ to: '/containers/$engine/$id/logs', params }),
        });
        if (container.state === 'running' && may('terminal', 'write')) {
          items.push({
            label: 'Terminal',
            icon: SquareTerminal,
            onSelect: () => void navigate({ to: '/containers/$engine/$id/terminal', params }),
          });
        }
      }
      if (!may('containers', 'write')) return items;
      const command = (
        label: string,
        icon: MenuItem['icon'],
        name: Parameters<typeof run>[0],
      ): MenuItem => ({
        label,
        ...(icon && { icon }),
        onSelect: () => void run(name, engine, [container]),
      });
      const first = items.length;
      if (container.state === 'paused') items.push(command('Resume', CirclePlay, 'unpause'));
      if (isRunning(container)) {
        items.push(command('Restart', RotateCw, 'restart'), command('Stop', Square, 'stop'));
        if (container.state === 'running') items.push(command('Pause', CirclePause, 'pause'));
      } else {
        items.push(command('Start', Play, 'start'));
      }
      items.push({ label: 'Rename', icon: Pencil, onSelect: () => onRename(container) });
      if (first > 0 && items[first]) items[first].separated = true;
      if (isRunning(container)) {
        items.push({ ...command('Kill', Skull, 'kill'), danger: true, separated: true });
      }
      items.push({
        label: 'Remove',
        icon: Trash2,
        danger: true,
        separated: !isRunning(container),
        onSelect: () => onRemove(container),
      });
      return items;
    },
    [engine, may, navigate, run, onRemove, onRename, withoutPages],
  );
}
