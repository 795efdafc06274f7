import { backOffMs } from '@nebula/api';

export type SessionState =
  | { kind: 'connecting' }
  | { kind: 'open'; recordingId: string | null }
  | { kind: 'reconnecting' }
  | { kind: 'exited'; code: number | null }
  | { kind: 'failed'; detail: string };

export interface SessionStart {
  engine: string;
  container: string;
  shell: string;
  user: string;
  /** The session to go on with, of before a drop or a reload. */
  sessionId: string | null;
}

export interface SessionOptions {
  size: () => { cols: number; rows: number };
  onOutput: (bytes: Uint8Array | string) => void;
  /** A resumed session sends its last output again: the screen is emptied first. */
  onReplay: () => void;
  onState: (state: SessionState) => void;
  onSessionId: (id: string | null) => void;
  /** For tests: how a socket is made. */
  connect?: (url: string) => WebSocket;
}

interface ServerMessage {
  type: 'opened' | 'exit' | 'error' | 'replay_end';
  session_id?: string;
  recording_id?: string | null;
  code?: number | null;
  detail?: string;
}

/** For how long the server keeps a session whose socket is gone. */
const KEPT_MS = 60_000;

/** One shell in a container, over as many sockets as it takes. */
export class TerminalSession {
  readonly #start: SessionStart;
  readonly #options: SessionOptions;
  #socket: WebSocket | null = null;
  #sessionId: string | null;
  #over = false;
  #attempt = 0;
  #lostAt: number | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(start: SessionStart, options: SessionOptions) {
    this.#start = start;
    this.#options = options;
    this.#sessionId = start.sessionId;
  }

  open(): void {
    this.#options.onState({ kind: 'connecting' });
    this.#connect();
  }

  input(data: string): void {
    this.#send({ type: 'input', data });
  }

  resize(cols: number, rows: number): void {
    this.#send({ type: 'resize', cols, rows });
  }

  /** Ends the shell itself. */
  close(): void {
    this.#send({ type: 'close' });
    this.#options.onSessionId(null);
    this.detach();
  }

  /** Leaves the shell running for a while, to come back to. */
  detach(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
  }

  #send(message: object): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #connect(): void {
    const { engine, container, shell, user } = this.#start;
    const { cols, rows } = this.#options.size();
    const query = new URLSearchParams({ shell, cols: String(cols), rows: String(rows) });
    if (user) query.set('user', user);
    if (this.#sessionId) query.set('session', this.#sessionId);
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    const path = `/api/v1/docker/engines/${encodeURIComponent(engine)}/containers/${encodeURIComponent(container)}/terminal`;
    const url = `${scheme}://${window.location.host}${path}?${query.toString()}`;
    const socket = this.#options.connect?.(url) ?? new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (this.#socket !== socket) return;
      if (typeof data === 'string') this.#receive(data);
      else this.#options.onOutput(new Uint8Array(data));
    };
    socket.onclose = () => {
      if (this.#socket === socket) this.#lost();
    };
  }

  #receive(text: string): void {
    const message = JSON.parse(text) as ServerMessage;
    switch (message.type) {
      case 'opened': {
        const resumed = this.#sessionId !== null && this.#sessionId === message.session_id;
        if (resumed) this.#options.onReplay();
        this.#sessionId = message.session_id ?? null;
        this.#attempt = 0;
        this.#lostAt = null;
        this.#options.onSessionId(this.#sessionId);
        this.#options.onState({ kind: 'open', recordingId: message.recording_id ?? null });
        return;
      }
      case 'exit':
        this.#finish({ kind: 'exited', code: message.code ?? null });
        return;
      case 'error':
        this.#finish({ kind: 'failed', detail: message.detail ?? 'The terminal failed.' });
        return;
      case 'replay_end':
        return;
    }
  }

  #lost(): void {
    if (this.#over) return;
    this.#lostAt ??= Date.now();
    // Never opened: the server refused it, and would again.
    if (this.#sessionId === null) {
      this.#finish({
        kind: 'failed',
        detail:
          'The terminal could not be opened: the container may not run, or not have this shell.',
      });
      return;
    }
    if (Date.now() - this.#lostAt > KEPT_MS) {
      this.#finish({ kind: 'failed', detail: 'The connection was away for too long.' });
      return;
    }
    this.#options.onState({ kind: 'reconnecting' });
    this.#timer = setTimeout(() => this.#connect(), backOffMs(this.#attempt, 300, 4_000));
    this.#attempt += 1;
  }

  #finish(state: SessionState): void {
    this.#over = true;
    this.#options.onSessionId(null);
    this.#options.onState(state);
    this.#socket?.close();
    this.#socket = null;
  }
}
