import { ApiError, backOffMs, readEventStream, type ServerSentEvent } from '@nebula/api';

export type FollowState = 'connecting' | 'open' | 'broken' | 'ended' | 'refused';

export interface FollowOptions {
  signal: AbortSignal;
  /** Handles one event; `ended` stops the following for good. */
  onEvent: (event: ServerSentEvent) => 'ended' | void;
  onState: (state: FollowState, error?: ApiError) => void;
}

/** Refusals that asking again does not change. */
const FINAL = [400, 401, 403, 404, 409, 422];

/** Follows one thing's own stream (its log, its statistics), across drops, until it ends. */
export async function follow(url: string, options: FollowOptions): Promise<void> {
  const { signal, onEvent, onState } = options;
  let lastEventId = '';
  let attempt = 0;
  onState('connecting');
  while (!signal.aborted) {
    const one = new AbortController();
    const stop = (): void => one.abort();
    signal.addEventListener('abort', stop);
    let ended = false;
    try {
      await readEventStream(url, {
        signal: one.signal,
        lastEventId,
        onOpen: () => {
          attempt = 0;
          onState('open');
        },
        onEvent: (event) => {
          if (event.id) lastEventId = event.id;
          if (onEvent(event) === 'ended') {
            ended = true;
            one.abort();
          }
        },
      });
    } catch (error) {
      if (signal.aborted) return;
      if (!ended && error instanceof ApiError && FINAL.includes(error.status)) {
        onState('refused', error);
        return;
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
    if (signal.aborted) return;
    if (ended) {
      onState('ended');
      return;
    }
    onState('broken');
    await new Promise((resolve) => setTimeout(resolve, backOffMs(attempt, 500, 8_000)));
    attempt += 1;
  }
}
