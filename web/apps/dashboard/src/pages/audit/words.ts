import type { AuditEvent } from '@nebula/api';
import type { StateChipProps, Tone } from '@nebula/ui';
import type { Span } from './search.ts';

const TONES: Record<string, Tone> = {
  succeeded: 'well',
  failed: 'bad',
  denied: 'warn',
  pending: 'busy',
};

/** How an audited request ended. */
export function outcomeChip({
  outcome,
  detail,
}: Pick<AuditEvent, 'outcome' | 'detail'>): Pick<StateChipProps, 'tone' | 'word' | 'why'> {
  return { tone: TONES[outcome] ?? 'unknown', word: outcome, why: detail ?? undefined };
}

const SPAN_MS: Record<Span, number> = {
  hour: 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: 30 * 86_400_000,
};

/** Where a span begins, to the minute, so that the same question is asked for a while. */
export function spanStart(span: Span | undefined, now: number): string | undefined {
  if (!span) return undefined;
  return new Date(Math.floor((now - SPAN_MS[span]) / 60_000) * 60_000).toISOString();
}
