import { isAbort, networkError, problemFrom } from './error.ts';
import { report } from './client.ts';

export interface ServerSentEvent {
  /** The event's name; `message` when the server gave none. */
  event: string;
  data: string;
  /** The last id seen so far, which is what a resume must name. */
  id: string;
}

/**
 * Splits a `text/event-stream` into events as the HTML standard describes it, fed in pieces that
 * may end anywhere. https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export class EventStreamParser {
  #rest = '';
  #event = '';
  #data: string[] = [];
  #id = '';
  #first = true;
  readonly #emit: (event: ServerSentEvent) => void;

  constructor(emit: (event: ServerSentEvent) => void) {
    this.#emit = emit;
  }

  push(piece: string): void {
    let text = this.#rest + piece;
    if (this.#first && text.length > 0) {
      this.#first = false;
      if (text.startsWith('\uFEFF')) text = text.slice(1);
    }
    let start = 0;
    for (;;) {
      const end = nextLineEnd(text, start);
      if (end === -1) break;
      // A CR at the very end may be the first half of CRLF: wait for the next piece.
      if (text[end] === '\r' && end === text.length - 1) break;
      this.#line(text.slice(start, end));
      start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    }
    this.#rest = text.slice(start);
  }

  #line(line: string): void {
    if (line === '') {
      if (this.#data.length > 0) {
        this.#emit({
          event: this.#event || 'message',
          data: this.#data.join('\n'),
          id: this.#id,
        });
      }
      this.#event = '';
      this.#data = [];
      return;
    }
    if (line.startsWith(':')) return;
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    let value = colon === -1 ? '' : line.slice(colon + 1);
    if (value.startsWith(' ')) value = value.slice(1);
    if (field === 'event') this.#event = value;
    else if (field === 'data') this.#data.push(value);
    else if (field === 'id' && !value.includes('\0')) this.#id = value;
  }
}

function nextLineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  const cr = text.indexOf('\r', from);
  if (lf === -1) return cr;
  if (cr === -1) return lf;
  return Math.min(lf, cr);
}

export interface StreamOptions {
  signal: AbortSignal;
  lastEventId?: string | null;
  onEvent: (event: ServerSentEvent) => void;
  onOpen?: () => void;
  /** A stream that is silent for this long (heartbeats count as sound) is taken for dead. */
  silenceMs?: number;
}

/**
 * Reads one event stream until it ends. Resolves when the server closes it, throws an `ApiError`
 * when it cannot be opened or breaks, and the abort error when `signal` fires.
 */
export async function readEventStream(url: string, options: StreamOptions): Promise<void> {
  const { signal, lastEventId, onEvent, onOpen, silenceMs = 40_000 } = options;
  const silence = new AbortController();
  const either = AbortSignal.any([signal, silence.signal]);
  let timer = setTimeout(() => silence.abort(), silenceMs);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), silenceMs);
  };
  try {
    const headers: Record<string, string> = { accept: 'text/event-stream' };
    if (lastEventId) headers['last-event-id'] = lastEventId;
    const response = await fetch(url, { headers, signal: either, cache: 'no-store' });
    if (!response.ok || !response.body) {
      const body: unknown = await response.json().catch(() => null);
      const error = problemFrom(response, body);
      report(error);
      throw error;
    }
    onOpen?.();
    const parser = new EventStreamParser(onEvent);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      parser.push(value);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    if (isAbort(error) || error instanceof TypeError) throw networkError();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Full-jitter back-off: a random wait up to `base * 2^attempt`, never above `cap`. */
export function backOffMs(attempt: number, base = 500, cap = 15_000, random = Math.random): number {
  const ceiling = Math.min(cap, base * 2 ** Math.min(attempt, 16));
  return Math.round(ceiling / 2 + random() * (ceiling / 2));
}
