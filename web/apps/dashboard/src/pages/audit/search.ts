import { compact, oneOf, text, type RawSearch } from '~/search.ts';

export const OUTCOMES = ['succeeded', 'failed', 'denied', 'pending'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const SPANS = ['hour', 'day', 'week', 'month'] as const;
export type Span = (typeof SPANS)[number];

export interface AuditSearch {
  q?: string;
  actor?: string;
  action?: string;
  outcome?: Outcome;
  /** How far back. */
  span?: Span;
  /** The entry whose details are open. */
  open?: string;
}

export function auditSearch(raw: RawSearch): AuditSearch {
  return compact<AuditSearch>({
    q: text(raw, 'q'),
    actor: text(raw, 'actor'),
    action: text(raw, 'action'),
    outcome: oneOf(raw, 'outcome', OUTCOMES),
    span: oneOf(raw, 'span', SPANS),
    open: text(raw, 'open'),
  });
}
