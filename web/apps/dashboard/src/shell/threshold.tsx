import type { ReactNode } from 'react';
import { Mark } from './mark.tsx';

/** The pages before one is inside: a quiet card under the stars. */
export function Threshold({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="mb-7 flex items-center gap-3">
        <Mark size={36} />
        <span className="text-lg font-semibold tracking-[-0.015em]">Nebula Command</span>
      </div>
      <div
        className={`glass w-full rounded-[14px] border border-line/80 shadow-float ${wide ? 'max-w-3xl' : 'max-w-[25rem]'}`}
      >
        {children}
      </div>
    </main>
  );
}
