import { parseSize, type CastEvent } from './cast.ts';

/** Where a recording is drawn. */
export interface Screen {
  /** Empties it and gives it the size the recording began with. */
  reset(): void;
  write(text: string): void;
  resize(cols: number, rows: number): void;
}

/** Puts a screen into the state that a recording had at any moment of it. */
export class Playback {
  readonly #events: readonly CastEvent[];
  readonly #screen: Screen;
  #times: readonly number[];
  /** How many events are on the screen. */
  #shown = 0;

  constructor(events: readonly CastEvent[], times: readonly number[], screen: Screen) {
    this.#events = events;
    this.#times = times;
    this.#screen = screen;
    screen.reset();
  }

  /** How long it plays, in seconds. */
  get duration(): number {
    return this.#times.at(-1) ?? 0;
  }

  /**
   * Other times for the same events, as when pauses are shortened. Answers the moment that shows
   * what `moment` showed.
   */
  retime(times: readonly number[], moment: number): number {
    const before = this.#times[this.#shown - 1] ?? 0;
    const sinceLast = Math.max(0, moment - before);
    this.#times = times;
    const from = times[this.#shown - 1] ?? 0;
    const next = times[this.#shown] ?? from;
    return Math.min(from + sinceLast, next);
  }

  /** Shows the moment, in seconds: onward from what is there, or from the start. */
  show(moment: number): void {
    const wanted = this.#countUntil(moment);
    if (wanted < this.#shown) {
      this.#screen.reset();
      this.#shown = 0;
    }
    let text = '';
    const flush = (): void => {
      if (text) this.#screen.write(text);
      text = '';
    };
    for (; this.#shown < wanted; this.#shown += 1) {
      const event = this.#events[this.#shown];
      if (!event) break;
      if (event.kind === 'output') {
        text += event.data;
        continue;
      }
      const size = parseSize(event.data);
      if (!size) continue;
      flush();
      this.#screen.resize(size.cols, size.rows);
    }
    flush();
  }

  #countUntil(moment: number): number {
    let low = 0;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? Infinity) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
