// Import this file lazily: it brings xterm with it.
import { useEffect, useRef } from 'react';
import { TerminalSession, type SessionStart, type SessionState } from './session.ts';
import { createTerminal, fitInto } from './xterm.ts';

export interface LiveTerminalProps {
  start: SessionStart;
  onState: (state: SessionState) => void;
  onSessionId: (id: string | null) => void;
  /** Receives how to end the shell. */
  onReady: (end: () => void) => void;
}

/** A shell in a container. Leaving the page leaves the shell running for a minute. */
export default function LiveTerminal(props: LiveTerminalProps) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  latest.current = props;

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const terminal = createTerminal();
    const stopFitting = fitInto(terminal, element);
    const session = new TerminalSession(latest.current.start, {
      size: () => ({ cols: terminal.cols, rows: terminal.rows }),
      onOutput: (bytes) => terminal.write(bytes),
      onReplay: () => terminal.reset(),
      onState: (state) => latest.current.onState(state),
      onSessionId: (id) => latest.current.onSessionId(id),
    });
    terminal.onData((data) => session.input(data));
    terminal.onResize(({ cols, rows }) => session.resize(cols, rows));
    session.open();
    terminal.focus();
    latest.current.onReady(() => session.close());
    return () => {
      session.detach();
      stopFitting();
      terminal.dispose();
    };
  }, []);

  return <div ref={host} className="absolute inset-3" />;
}
