// Import this file lazily: it brings xterm with it. The live terminal and the player of
// recordings both draw with it.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal, type ITerminalInitOnlyOptions, type ITerminalOptions } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A terminal in the colours and type of the console. */
export function createTerminal(
  options: ITerminalOptions & ITerminalInitOnlyOptions = {},
): Terminal {
  return new Terminal({
    fontFamily: token('--font-mono'),
    fontSize: 13,
    lineHeight: 1.25,
    cursorBlink: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    scrollback: 5_000,
    theme: {
      background: '#0b0e19',
      foreground: token('--color-text'),
      cursor: token('--color-accent-strong'),
      cursorAccent: '#0b0e19',
      selectionBackground: 'rgba(124, 140, 255, 0.35)',
      black: '#2a3048',
      red: token('--color-bad'),
      green: token('--color-well'),
      yellow: token('--color-warn'),
      blue: token('--color-accent'),
      magenta: '#c792ff',
      cyan: token('--color-info'),
      white: '#d7dcef',
      brightBlack: token('--color-faint'),
      brightRed: '#ff8f9b',
      brightGreen: '#74e8b6',
      brightYellow: '#ffd98a',
      brightBlue: token('--color-accent-strong'),
      brightMagenta: '#dab6ff',
      brightCyan: '#8fdcff',
      brightWhite: '#ffffff',
    },
    ...options,
  });
}

/** Opens the terminal in an element and keeps it as large as that; returns how to end that. */
export function fitInto(terminal: Terminal, element: HTMLElement): () => void {
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
  });
  observer.observe(element);
  return () => observer.disconnect();
}
