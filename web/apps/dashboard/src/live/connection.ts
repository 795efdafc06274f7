import { ApiError, backOffMs, readEventStream, type LiveEvent, type Topic } from '@nebula/api';

export type LiveStatus = 'idle' | 'connecting' | 'live' | 'lost';

export interface LiveState {
  status: LiveStatus;
  /** When the status began, in milliseconds since 1970. */
  since: number;
}

export interface LiveConnectionOptions {
  onEvent: (event: LiveEvent) => void;
  /** Called when a stream opens that carries topics the one before it did not. */
  onTopicsOpened: (topics: Topic[]) => void;
  /** For tests: how a stream is read. */
  read?: typeof readEventStream;
}

/** Pages come and go in quick succession: a new need is served soon, an old one dropped late. */
const GROW_DELAY_MS = 60;
const SHRINK_DELAY_MS = 5_000;
/**
 * A tab nobody looks at gives its stream back after this: a browser opens six connections to a
 * server over HTTP/1.1, all tabs together, and a seventh tab would wait for ever.
 */
const HIDDEN_FOR_MS = 20_000;
/** A drop that heals within this time is nobody's concern. */
const LOST_AFTER_MS = 2_500;

/**
 * The tab's one live stream. Whoever is mounted says which topics it needs; the stream carries
 * their union, resumes where it broke off, and tells how it stands.
 */
export class LiveConnection {
  readonly #options: LiveConnectionOptions;
  readonly #needs = new Map<Topic, number>();
  readonly #listeners = new Set<() => void>();
  readonly #sessionEnded = new Set<() => void>();
  #state: LiveState = { status: 'idle', since: Date.now() };
  #carried: ReadonlySet<Topic> = new Set();
  #opened: ReadonlySet<Topic> = new Set();
  #lastEventId = '';
  #stream: AbortController | null = null;
  #changeTimer: ReturnType<typeof setTimeout> | undefined;
  #lostTimer: ReturnType<typeof setTimeout> | undefined;
  #wake: (() => void) | null = null;
  #hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  #paused = false;

  constructor(options: LiveConnectionOptions) {
    this.#options = options;
    if (typeof window !== 'undefined') {
      window.addEventListener('online', () => this.#wake?.());
      document.addEventListener('visibilitychange', () => {
        clearTimeout(this.#hiddenTimer);
        if (document.visibilityState === 'visible') this.resume();
        else this.#hiddenTimer = setTimeout(() => this.pause(), HIDDEN_FOR_MS);
      });
    }
  }

  get state(): LiveState {
    return this.#state;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  onSessionEnded(listener: () => void): () => void {
    this.#sessionEnded.add(listener);
    return () => this.#sessionEnded.delete(listener);
  }

  /** Asks for topics until the returned function is called. */
  need(topics: readonly Topic[]): () => void {
    for (const topic of topics) this.#needs.set(topic, (this.#needs.get(topic) ?? 0) + 1);
    this.#schedule();
    let released = false;
    return () => {
      if (released) return;
      released = true;
      for (const topic of topics) {
        const left = (this.#needs.get(topic) ?? 1) - 1;
        if (left > 0) this.#needs.set(topic, left);
        else this.#needs.delete(topic);
      }
      this.#schedule();
    };
  }

  /** Gives the stream back; what is missed meanwhile is caught up on by `resume`. */
  pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    clearTimeout(this.#changeTimer);
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    this.#stream?.abort();
    this.#stream = null;
  }

  /** Takes the stream up again where it stopped, or hurries a reconnection that waits. */
  resume(): void {
    if (!this.#paused) {
      this.#wake?.();
      return;
    }
    this.#paused = false;
    if (this.#needs.size > 0 || this.#carried.size > 0) this.#restart();
  }

  #schedule(): void {
    clearTimeout(this.#changeTimer);
    if (this.#paused) return;
    const wanted = [...this.#needs.keys()];
    const grows = wanted.some((topic) => !this.#carried.has(topic));
    const shrinks = [...this.#carried].some((topic) => !this.#needs.has(topic));
    if (!grows && !shrinks) return;
    this.#changeTimer = setTimeout(() => this.#restart(), grows ? GROW_DELAY_MS : SHRINK_DELAY_MS);
  }

  #restart(): void {
    this.#stream?.abort();
    this.#carried = new Set(this.#needs.keys());
    if (this.#carried.size === 0) {
      this.#stream = null;
      this.#lastEventId = '';
      this.#opened = new Set();
      this.#enter('idle');
      return;
    }
    if (this.#state.status === 'idle') this.#enter('connecting');
    const stream = new AbortController();
    this.#stream = stream;
    void this.#run(stream.signal, [...this.#carried].sort());
  }

  async #run(signal: AbortSignal, topics: Topic[]): Promise<void> {
    const read = this.#options.read ?? readEventStream;
    let attempt = 0;
    while (!signal.aborted) {
      try {
        await read(`/api/v1/events?topics=${topics.join(',')}`, {
          signal,
          lastEventId: this.#lastEventId,
          onOpen: () => {
            attempt = 0;
            this.#openedWith(topics);
          },
          onEvent: (event) => {
            if (event.id) this.#lastEventId = event.id;
            this.#receive(event.event, event.data);
          },
        });
      } catch (error) {
        if (signal.aborted) return;
        // Nobody is logged in: the page goes to the login, there is nothing to try again.
        if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
          this.#lose();
          if (error.status === 401) return;
        }
      }
      if (signal.aborted) return;
      this.#lose();
      await this.#wait(backOffMs(attempt), signal);
      attempt += 1;
    }
  }

  #openedWith(topics: Topic[]): void {
    clearTimeout(this.#lostTimer);
    this.#lostTimer = undefined;
    this.#enter('live');
    const fresh = topics.filter((topic) => !this.#opened.has(topic));
    this.#opened = new Set(topics);
    if (fresh.length > 0) this.#options.onTopicsOpened(fresh);
  }

  #receive(name: string, data: string): void {
    let event: LiveEvent;
    try {
      event = { name, data: JSON.parse(data) as unknown } as LiveEvent;
    } catch {
      // A broken event says nothing; the next one may.
      return;
    }
    if (event.name === 'session_ended') {
      this.#stream?.abort();
      this.#carried = new Set();
      for (const listener of this.#sessionEnded) listener();
      return;
    }
    this.#options.onEvent(event);
  }

  #lose(): void {
    if (this.#state.status === 'lost' || this.#lostTimer !== undefined) return;
    this.#lostTimer = setTimeout(() => this.#enter('lost'), LOST_AFTER_MS);
  }

  #enter(status: LiveStatus): void {
    if (this.#state.status === status) return;
    this.#state = { status, since: Date.now() };
    for (const listener of this.#listeners) listener();
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = null;
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = done;
      signal.addEventListener('abort', done);
    });
  }
}
