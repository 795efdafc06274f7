import {
  Dot,
  EmptyState,
  ErrorState,
  IconButton,
  SearchInput,
  Select,
  buttonClass,
  cx,
  formatNumber,
  plural,
  useRemembered,
  type Tone,
} from '@nebula/ui';
import { useVirtualizer } from '@tanstack/react-virtual';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ArrowDown, Clock, Download, Eraser, ScrollText, WrapText } from 'lucide-react';
import { useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useContainer } from '../use-container.ts';
import { stripAnsi } from './ansi.ts';
import { LogLineRow } from './log-line.tsx';
import { MOST_LINES } from './search.ts';
import { logsUrl, useLogStream, type LogStream } from './use-log-stream.ts';

const route = getRouteApi('/shell/containers/$engine/$id/logs');
const TAILS = [200, 1000, 5000, MOST_LINES] as const;
const LINE_HEIGHT = 20;
/** So close to the end counts as the end. */
const END_PX = 32;

export function LogsTab() {
  const { engine, id, container } = useContainer();
  const { q = '', tail = TAILS[1] } = route.useSearch();
  const navigate = useNavigate({ from: '/containers/$engine/$id/logs' });
  const [timestamps, setTimestamps] = useRemembered('logs-timestamps', true);
  const [wrap, setWrap] = useRemembered('logs-wrap', true);
  const running = container?.state === 'running';
  const stream = useLogStream({ engine, id, tail, running });
  const search = useDeferredValue(q);
  const lines = useMemo(() => {
    const wanted = search.toLowerCase();
    return wanted
      ? stream.lines.filter((line) => stripAnsi(line.text).toLowerCase().includes(wanted))
      : stream.lines;
  }, [stream.lines, search]);

  return (
    <div className="flex min-h-[22rem] flex-1 flex-col overflow-hidden rounded-panel border border-line/80 bg-[#0b0e19]/95">
      <div className="flex flex-wrap items-center gap-2 border-b border-line/80 bg-surface-1 p-2">
        <SearchInput
          className="min-w-40 flex-1 sm:max-w-72"
          label="Search the log"
          placeholder="Show only lines with"
          value={q}
          onChange={(value) =>
            void navigate({
              search: (before) => ({ ...before, q: value || undefined }),
              replace: true,
            })
          }
        />
        {q && (
          <span className="num text-xs text-muted" aria-live="polite">
            {plural(lines.length, 'line')}
          </span>
        )}
        <StreamState stream={stream} className="ml-auto" />
        <Select
          aria-label="How many lines to begin with"
          className="w-32"
          value={tail}
          onChange={(event) =>
            void navigate({
              search: (before) => ({ ...before, tail: Number(event.target.value) }),
              replace: true,
            })
          }
        >
          {TAILS.map((count) => (
            <option key={count} value={count}>
              last {formatNumber(count)}
            </option>
          ))}
        </Select>
        <div className="flex items-center">
          <IconButton
            icon={Clock}
            label="Timestamps"
            pressed={timestamps}
            onClick={() => setTimestamps(!timestamps)}
          />
          <IconButton
            icon={WrapText}
            label="Wrap long lines"
            pressed={wrap}
            onClick={() => setWrap(!wrap)}
          />
          <IconButton icon={Eraser} label="Clear the view" onClick={stream.clear} />
          <a
            href={logsUrl(engine, id, { format: 'text', timestamps: 'true' })}
            download={`${container?.name ?? id}.log`}
            aria-label="Download the whole log"
            title="Download the whole log"
            className={cx(buttonClass('ghost'), 'w-9 px-0!')}
          >
            <Download size={17} aria-hidden />
          </a>
        </div>
      </div>
      {stream.error && stream.lines.length === 0 ? (
        <ErrorState problem={stream.error} />
      ) : lines.length === 0 && stream.state !== 'connecting' ? (
        <EmptyState icon={ScrollText} title={q ? 'No line matches' : 'The log is empty'}>
          {!q && 'What the container writes to its standard output appears here at once.'}
        </EmptyState>
      ) : (
        <Lines lines={lines} stream={stream} timestamps={timestamps} wrap={wrap} search={search} />
      )}
      {stream.dropped > 0 && (
        <p className="num border-t border-line/80 bg-surface-1 px-4 py-1.5 text-xs text-muted">
          {plural(stream.dropped, 'older line is', 'older lines are')} not kept here. The download
          has all of them.
        </p>
      )}
    </div>
  );
}

const STATES: Record<LogStream['state'], { tone: Tone; word: string }> = {
  connecting: { tone: 'busy', word: 'connecting' },
  open: { tone: 'well', word: 'live' },
  broken: { tone: 'warn', word: 'connecting again' },
  ended: { tone: 'idle', word: 'ended' },
  refused: { tone: 'bad', word: 'refused' },
};

function StreamState({ stream, className }: { stream: LogStream; className?: string }) {
  const { tone, word } = STATES[stream.state];
  return (
    <span
      role="status"
      title={stream.ended ?? undefined}
      className={cx('flex items-center gap-2 px-1 text-xs font-medium text-muted', className)}
    >
      <Dot tone={tone} />
      {word}
    </span>
  );
}

function Lines({
  lines,
  stream,
  timestamps,
  wrap,
  search,
}: {
  lines: LogStream['lines'];
  stream: LogStream;
  timestamps: boolean;
  wrap: boolean;
  search: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const { setPaused } = stream;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.number ?? index,
    overscan: 30,
  });
  const total = virtual.getTotalSize();

  useEffect(() => {
    setPaused(!following);
    // The stream is a new object with every line; only whether it is followed matters.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [following]);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (following && element) element.scrollTop = element.scrollHeight;
  }, [following, total, lines]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    const distance = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (distance < END_PX) setFollowing(true);
  };
  // Only what a person does pauses; the view's own measuring scrolls as well.
  const pauseIfUp = (up: boolean): void => {
    const element = scroller.current;
    if (up && element && element.scrollHeight > element.clientHeight) setFollowing(false);
  };

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label="Log"
        tabIndex={0}
        className="scroll-thin absolute inset-0 overflow-auto py-2 -outline-offset-2"
        onScroll={onScroll}
        onWheel={(event) => pauseIfUp(event.deltaY < 0)}
        onTouchMove={() => pauseIfUp(true)}
        onPointerDown={(event) =>
          // The scroll bar: a press beside the content.
          pauseIfUp(event.target === event.currentTarget)
        }
        onKeyDown={(event) => {
          if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) pauseIfUp(true);
          if (event.key === 'End') setFollowing(true);
        }}
      >
        <div
          className="relative w-max min-w-full"
          style={{ height: total, ...(wrap && { width: '100%' }) }}
        >
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (!line) return null;
            return (
              <div
                key={item.key}
                data-index={item.index}
                ref={wrap ? virtual.measureElement : undefined}
                className={cx('absolute top-0 left-0', wrap ? 'w-full' : 'min-w-full')}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <LogLineRow line={line} timestamps={timestamps} wrap={wrap} search={search} />
              </div>
            );
          })}
        </div>
      </div>
      {!following && (
        <button
          type="button"
          onClick={() => setFollowing(true)}
          className="glass absolute bottom-4 left-1/2 flex h-9 -translate-x-1/2 animate-rise items-center gap-2 rounded-full border border-line px-4 text-xs font-semibold text-text shadow-float hover:border-accent"
        >
          <ArrowDown size={14} aria-hidden />
          {stream.waiting > 0 ? `${plural(stream.waiting, 'line')} waiting` : 'Follow'}
        </button>
      )}
    </div>
  );
}
