import { cx } from '@nebula/ui';
import { memo, type CSSProperties, type ReactNode } from 'react';
import { parseAnsi, type AnsiStyle } from './ansi.ts';
import type { NumberedLine } from './log-buffer.ts';

export interface LogLineProps {
  line: NumberedLine;
  timestamps: boolean;
  wrap: boolean;
  search: string;
}

function css(style: AnsiStyle): CSSProperties {
  return {
    ...(style.colour && { color: style.colour }),
    ...(style.background && { backgroundColor: style.background }),
    ...(style.bold && { fontWeight: 700 }),
    ...(style.dim && { opacity: 0.65 }),
    ...(style.italic && { fontStyle: 'italic' }),
    ...(style.underline && { textDecoration: 'underline' }),
  };
}

/** The parts of a text that match, marked. */
function marked(text: string, search: string): ReactNode {
  if (!search) return text;
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  const parts: ReactNode[] = [];
  let from = 0;
  for (let at = lower.indexOf(wanted); at !== -1; at = lower.indexOf(wanted, from)) {
    if (at > from) parts.push(text.slice(from, at));
    from = at + wanted.length;
    parts.push(
      <mark key={at} className="rounded-[3px] bg-warn/85 text-ink">
        {text.slice(at, from)}
      </mark>,
    );
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function LogLineView({ line, timestamps, wrap, search }: LogLineProps) {
  return (
    <div
      className={cx(
        'flex gap-3 px-4 font-mono text-xs leading-5',
        wrap ? 'min-w-0' : 'w-max min-w-full',
        line.stream === 'stderr' && 'bg-bad/6 shadow-[inset_2px_0_0_var(--color-bad)]',
      )}
    >
      {timestamps && (
        <span className="num shrink-0 text-faint select-none" title={line.at ?? undefined}>
          <LineTime at={line.at ?? null} />
        </span>
      )}
      <span className={wrap ? 'min-w-0 wrap-anywhere whitespace-pre-wrap' : 'whitespace-pre'}>
        {parseAnsi(line.text).map((span, index) => (
          <span key={index} style={css(span.style)}>
            {marked(span.text, search)}
          </span>
        ))}
        {line.text === '' && '\u00a0'}
      </span>
    </div>
  );
}

function LineTime({ at }: { at: string | null }) {
  const date = new Date(at ?? Number.NaN);
  if (Number.isNaN(date.getTime())) return '--:--:--';
  const two = (value: number): string => String(value).padStart(2, '0');
  return (
    <>
      <span className="max-sm:hidden">
        {two(date.getMonth() + 1)}-{two(date.getDate())}{' '}
      </span>
      {two(date.getHours())}:{two(date.getMinutes())}:{two(date.getSeconds())}
    </>
  );
}

export const LogLineRow = memo(LogLineView);
