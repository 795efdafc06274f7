// Loaded with the first Ctrl-K.
import CommandPalette, { type PaletteEntry } from '@nebula/ui/palette';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Box, Play, RotateCw, ScrollText, Square, SquareTerminal } from 'lucide-react';
import { containerState, isRunning } from '../containers/state.ts';
import { useContainerCommands } from '../containers/commands.ts';
import { containersQuery, enginesQuery } from '../data/queries.ts';
import type { NavGroup } from '../nav.ts';
import { useCan } from '../session.ts';

export default function Palette({
  nav,
  open,
  onOpenChange,
}: {
  nav: NavGroup[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const navigate = useNavigate();
  const may = useCan();
  const { run } = useContainerCommands();
  const wanted = open && may('containers');
  const engines = useQuery({ ...enginesQuery, enabled: wanted }).data?.items ?? [];
  const lists = useQueries({
    queries: engines.map((engine) => ({ ...containersQuery(engine.id), enabled: wanted })),
  });

  const pages: PaletteEntry[] = nav.flatMap((group) =>
    group.pages.map((page) => ({
      id: `page:${page.to}`,
      label: page.label,
      group: 'Pages',
      icon: page.icon,
      keys: page.key && `g ${page.key}`,
      keywords: [group.label, ...(page.keywords ?? [])],
      run: () => void navigate({ to: page.to }),
    })),
  );

  const containers: PaletteEntry[] = [];
  const actions: PaletteEntry[] = [];
  engines.forEach((engine, index) => {
    for (const container of lists[index]?.data?.items ?? []) {
      const { id, name } = container;
      const params = { engine: engine.id, id };
      const running = isRunning(container);
      containers.push({
        id: `container:${engine.id}/${id}`,
        label: name,
        group: 'Containers',
        icon: Box,
        hint: containerState(container).word,
        keywords: [container.image, container.compose_project ?? '', id.slice(0, 12)],
        run: () => void navigate({ to: '/containers/$engine/$id', params }),
      });
      actions.push({
        id: `logs:${engine.id}/${id}`,
        label: `Logs of ${name}`,
        group: 'Actions',
        icon: ScrollText,
        run: () => void navigate({ to: '/containers/$engine/$id/logs', params }),
      });
      if (running && may('terminal', 'write')) {
        actions.push({
          id: `terminal:${engine.id}/${id}`,
          label: `Terminal in ${name}`,
          group: 'Actions',
          icon: SquareTerminal,
          run: () => void navigate({ to: '/containers/$engine/$id/terminal', params }),
        });
      }
      if (!may('containers', 'write')) continue;
      for (const [action, icon] of running
        ? ([
            ['restart', RotateCw],
            ['stop', Square],
          ] as const)
        : ([['start', Play]] as const)) {
        actions.push({
          id: `${action}:${engine.id}/${id}`,
          label: `${action[0]?.toUpperCase()}${action.slice(1)} ${name}`,
          group: 'Actions',
          icon,
          run: () => void run(action, engine.id, [container]),
        });
      }
    }
  });

  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      entries={[...pages, ...containers, ...actions]}
    />
  );
}
