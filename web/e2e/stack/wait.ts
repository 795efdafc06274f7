import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is there, for what no page shows. Fails with `what` after `limitMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  limitMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`not within ${limitMs} ms: ${what}`, { cause: last });
    }
    await delay(50);
  }
}
