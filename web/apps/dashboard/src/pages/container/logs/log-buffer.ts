import type { LogLine } from '@nebula/api';

export interface NumberedLine extends LogLine {
  /** Counts from the first line on and never changes, so that the view keeps its place. */
  number: number;
}

export interface LogSnapshot {
  lines: readonly NumberedLine[];
  /** Lines that came while paused and are not shown yet. */
  waiting: number;
  /** Lines that are no longer, or never were, in the browser: too many came. */
  dropped: number;
}

export const MAX_LINES = 20_000;
const FLUSH_MS = 100;

/**
 * The last lines of a log. Takes any amount and keeps a bounded number; while paused, what is
 * shown stands still and what comes waits.
 */
export class LogBuffer {
  readonly #capacity: number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LogSnapshot = { lines: [], waiting: 0, dropped: 0 };
  #arrived: NumberedLine[] = [];
  #next = 0;
  #dropped = 0;
  #paused = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(capacity = MAX_LINES) {
    this.#capacity = capacity;
  }

  get snapshot(): LogSnapshot {
    return this.#snapshot;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  append(lines: readonly LogLine[]): void {
    for (const line of lines) {
      this.#arrived.push({ ...line, number: this.#next });
      this.#next += 1;
    }
    const surplus = this.#arrived.length - this.#capacity;
    if (surplus > 0) {
      this.#arrived.splice(0, surplus);
      this.#dropped += surplus;
    }
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  /** Counts lines that the server had to leave out. */
  skip(count: number): void {
    this.#dropped += count;
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  setPaused(paused: boolean): void {
    if (this.#paused === paused) return;
    this.#paused = paused;
    this.flush();
  }

  clear(): void {
    this.#arrived = [];
    this.#dropped = 0;
    this.#publish({ lines: [], waiting: 0, dropped: 0 });
  }

  /** Shows what has come; called by itself a few times a second. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#paused) {
      this.#publish({
        ...this.#snapshot,
        waiting: this.#arrived.length,
        dropped: this.#dropped,
      });
      return;
    }
    if (this.#arrived.length === 0 && this.#snapshot.waiting === 0) {
      if (this.#snapshot.dropped !== this.#dropped) {
        this.#publish({ ...this.#snapshot, dropped: this.#dropped });
      }
      return;
    }
    const all = [...this.#snapshot.lines, ...this.#arrived];
    const surplus = Math.max(0, all.length - this.#capacity);
    this.#arrived = [];
    this.#dropped += surplus;
    this.#publish({
      lines: surplus > 0 ? all.slice(surplus) : all,
      waiting: 0,
      dropped: this.#dropped,
    });
  }

  #publish(snapshot: LogSnapshot): void {
    this.#snapshot = snapshot;
    for (const listener of this.#listeners) listener();
  }
}
