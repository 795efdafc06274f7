// Reading asciicast v2: a header line and one line for each event.
// https://docs.asciinema.org/manual/asciicast/v2/

export interface CastEvent {
  /** Seconds since the recording began. */
  at: number;
  kind: 'output' | 'resize';
  /** What was written, or the new size as `80x24`. */
  data: string;
}

export interface Cast {
  cols: number;
  rows: number;
  events: CastEvent[];
}

/** Why a text is no cast. */
export class CastError extends Error {
  override name = 'CastError';
}

const KINDS: Record<string, CastEvent['kind'] | undefined> = { o: 'output', r: 'resize' };

/**
 * Reads a whole cast. Lines that cannot be read are left out, as the last one of a recording that
 * was cut off; times never run backwards.
 */
export function parseCast(text: string): Cast {
  const [first = '', ...lines] = text.split('\n');
  const header = parseJson(first);
  if (typeof header !== 'object' || header === null || !('version' in header)) {
    throw new CastError('The recording does not begin with an asciicast header.');
  }
  if (header.version !== 2) {
    throw new CastError(`Version ${String(header.version)} of asciicast is not known here.`);
  }
  const events: CastEvent[] = [];
  let latest = 0;
  for (const line of lines) {
    const event = parseEvent(line);
    if (!event) continue;
    latest = Math.max(latest, event.at);
    events.push({ ...event, at: latest });
  }
  return {
    cols: sizeOf(header, 'width', 80),
    rows: sizeOf(header, 'height', 24),
    events,
  };
}

function parseEvent(line: string): CastEvent | null {
  if (!line.startsWith('[')) return null;
  const value = parseJson(line);
  if (!Array.isArray(value)) return null;
  const [at, code, data] = value as unknown[];
  if (typeof at !== 'number' || !Number.isFinite(at) || at < 0) return null;
  const kind = typeof code === 'string' ? KINDS[code] : undefined;
  if (!kind || typeof data !== 'string') return null;
  return { at, kind, data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const MAX_SIDE = 1000;

function sizeOf(header: object, name: 'width' | 'height', otherwise: number): number {
  const value = (header as Record<string, unknown>)[name];
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= MAX_SIDE
    ? value
    : otherwise;
}

/** The size that a resize event names; null when it names none. */
export function parseSize(data: string): { cols: number; rows: number } | null {
  const match = /^(\d{1,4})x(\d{1,4})$/.exec(data);
  if (!match) return null;
  const [cols, rows] = [Number(match[1]), Number(match[2])];
  return cols > 0 && rows > 0 && cols <= MAX_SIDE && rows <= MAX_SIDE ? { cols, rows } : null;
}

/** When each event plays, with no pause longer than the limit (seconds; null is no limit). */
export function playTimes(events: readonly CastEvent[], idleLimit: number | null): number[] {
  let before = 0;
  let now = 0;
  return events.map((event) => {
    const pause = event.at - before;
    before = event.at;
    now += idleLimit === null ? pause : Math.min(pause, idleLimit);
    return now;
  });
}

/** How much was written in each of so many equal parts of the time, from 0 to 1. */
export function activity(
  events: readonly CastEvent[],
  times: readonly number[],
  parts: number,
): number[] {
  const total = times.at(-1) ?? 0;
  const sums = new Array<number>(parts).fill(0);
  events.forEach((event, index) => {
    const part = Math.min(parts - 1, Math.floor(((times[index] ?? 0) / (total || 1)) * parts));
    sums[part] = (sums[part] ?? 0) + event.data.length;
  });
  // A burst of output is a thousand times a keystroke: the logarithm shows both.
  const top = Math.log1p(Math.max(0, ...sums));
  return sums.map((sum) => (top > 0 ? Math.log1p(sum) / top : 0));
}
