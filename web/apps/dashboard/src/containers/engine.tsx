import type { Engine } from '@nebula/api';
import { EmptyState, Elapsed, FilterMenu, Notice } from '@nebula/ui';
import { useQuery } from '@tanstack/react-query';
import { CloudOff, Container, Server } from 'lucide-react';
import type { ReactNode } from 'react';
import { enginesQuery } from '../data/queries.ts';

/** The engine that an address names, or the first one. */
export function useEngine(wanted: string | undefined): {
  id: string;
  engine: Engine | undefined;
  engines: readonly Engine[];
} {
  const engines = useQuery(enginesQuery).data?.items ?? [];
  const engine = engines.find((each) => each.id === wanted) ?? engines[0];
  // Before the engines are known the default one is asked for, so nothing waits for them.
  return { id: wanted ?? engine?.id ?? 'local', engine, engines };
}

/** Which engine a list shows; absent where there is only one. */
export function EngineFilter({
  engines,
  value,
  onChange,
}: {
  engines: readonly Engine[];
  value: string;
  onChange: (engine: string | undefined) => void;
}) {
  if (engines.length < 2) return null;
  return (
    <FilterMenu
      icon={Server}
      label="Engine"
      clearable={false}
      options={engines.map((each) => ({ value: each.id, label: each.name }))}
      value={value}
      onChange={onChange}
    />
  );
}

/** Says that an engine is away, and that what is shown is from before. */
export function EngineNotice({ engine }: { engine: Engine | undefined }) {
  if (engine?.status !== 'unreachable' && engine?.status !== 'connecting') return null;
  return (
    <Notice
      tone="warn"
      icon={CloudOff}
      title={
        engine.status === 'connecting' ? (
          `Connecting to ${engine.name}`
        ) : (
          <>
            {engine.name} has not answered for <Elapsed since={engine.since} />
          </>
        )
      }
    >
      {engine.detail} What you see is what was known last. It is tried again by itself.
    </Notice>
  );
}

/** In the place of a list where there is no Docker at all: says so, and how to get it. */
export function NoDocker({
  engine,
  children,
}: {
  engine: Engine | undefined;
  children: ReactNode;
}) {
  if (engine?.status !== 'absent') return children;
  return (
    <div className="rounded-panel border border-line/80 bg-surface-1/90">
      <EmptyState icon={Container} title="There is no Docker on this machine">
        <p className="whitespace-pre-line">
          {engine.detail ?? 'Install Docker Engine and this page fills by itself.'}
        </p>
      </EmptyState>
    </div>
  );
}
