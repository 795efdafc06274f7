// Import this file lazily: it brings xterm with it.
import { IconButton, Select, formatClock, useRemembered, useShortcuts } from '@nebula/ui';
import type { Terminal } from '@xterm/xterm';
import { Pause, Play, RotateCcw } from 'lucide-react';
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type CSSProperties,
  type RefObject,
} from 'react';
import { createTerminal } from '~/terminal/xterm.ts';
import { activity, playTimes, type Cast } from './cast.ts';
import { Playback } from './playback.ts';

const SPEEDS = [0.5, 1, 2, 4, 8] as const;
const IDLE_LIMITS = [1, 2, 5] as const;
const STEP_S = 5;
const BARS = 160;

/** How wide a letter of the console's monospaced type is, in its own size. */
const LETTER_EM = 0.6;
const LARGEST_PX = 15;
const SMALLEST_PX = 4;

const SLIDER = [
  'absolute inset-x-0 bottom-0.5 h-4 w-full cursor-pointer appearance-none rounded-full bg-transparent',
  '[&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full',
  '[&::-webkit-slider-runnable-track]:bg-[linear-gradient(to_right,var(--color-accent)_var(--share),var(--color-line)_var(--share))]',
  '[&::-webkit-slider-thumb]:-mt-1 [&::-webkit-slider-thumb]:size-3 [&::-webkit-slider-thumb]:appearance-none',
  '[&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:bg-accent-strong',
  '[&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line',
  '[&::-moz-range-progress]:h-1 [&::-moz-range-progress]:rounded-full [&::-moz-range-progress]:bg-accent',
  '[&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:border-0 [&::-moz-range-thumb]:bg-accent-strong',
].join(' ');

/** Plays a recording of a terminal: play and pause, speed, seeking, and pauses cut short. */
export default function Player({ cast, label }: { cast: Cast; label: string }) {
  const [speed, setSpeed] = useRemembered<number>('player-speed', 1);
  const [idleLimit, setIdleLimit] = useRemembered<number | null>('player-idle-limit', 2);
  const times = useMemo(() => playTimes(cast.events, idleLimit), [cast, idleLimit]);
  const host = useRef<HTMLDivElement>(null);
  const { moment, duration, playing, play, pause, seek } = usePlayer(cast, times, speed, host);

  const ended = moment >= duration;
  const toggle = (): void => {
    if (playing) pause();
    else {
      if (ended) seek(0);
      play();
    }
  };
  const faster = (by: 1 | -1): void => {
    const at = SPEEDS.findIndex((each) => each === speed);
    setSpeed(SPEEDS[at + by] ?? speed);
  };
  useShortcuts('Player', [
    { keys: 'k', label: 'Play or pause', run: toggle },
    { keys: 'ArrowLeft', label: `Back ${STEP_S} s`, run: () => seek(moment - STEP_S) },
    { keys: 'ArrowRight', label: `Forward ${STEP_S} s`, run: () => seek(moment + STEP_S) },
    { keys: '>', label: 'Faster', run: () => faster(1) },
    { keys: '<', label: 'Slower', run: () => faster(-1) },
  ]);
  const bars = useMemo(() => activity(cast.events, times, BARS), [cast, times]);

  return (
    <section
      aria-label={label}
      className="flex min-h-0 flex-1 flex-col overflow-hidden rounded-panel border border-line/80 bg-[#0b0e19]/95"
    >
      <div
        ref={host}
        className="scroll-thin flex min-h-48 flex-1 items-start justify-center overflow-hidden p-3"
      />
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line/80 bg-surface-1 px-3 py-2 max-sm:gap-x-1.5">
        <IconButton
          icon={playing ? Pause : ended && duration > 0 ? RotateCcw : Play}
          label={playing ? 'Pause' : ended && duration > 0 ? 'Play again' : 'Play'}
          keys="k"
          onClick={toggle}
        />
        <span className="num min-w-20 text-xs max-sm:min-w-0 whitespace-nowrap text-muted">
          <span className="text-text">{formatClock(moment * 1000)}</span> /{' '}
          {formatClock(duration * 1000)}
        </span>
        <div className="relative h-9 min-w-40 flex-1 max-sm:order-first max-sm:w-full max-sm:flex-none">
          <Activity bars={bars} share={duration > 0 ? moment / duration : 0} />
          <input
            type="range"
            min={0}
            max={Math.max(0.001, duration)}
            step={0.05}
            value={moment}
            aria-label="Moment"
            aria-valuetext={`${formatClock(moment * 1000)} of ${formatClock(duration * 1000)}`}
            onChange={(event) => seek(event.target.valueAsNumber)}
            className={SLIDER}
            style={
              { '--share': `${duration > 0 ? (moment / duration) * 100 : 0}%` } as CSSProperties
            }
          />
        </div>
        <label className="flex items-center gap-2 text-xs text-muted">
          <span className="max-sm:sr-only">Speed</span>
          <Select
            className="w-20"
            value={String(speed)}
            onChange={(event) => setSpeed(Number(event.target.value))}
          >
            {SPEEDS.map((each) => (
              <option key={each} value={each}>
                {each}×
              </option>
            ))}
          </Select>
        </label>
        <label className="flex items-center gap-2 text-xs text-muted">
          <span className="max-sm:sr-only">Pauses</span>
          <Select
            className="w-28"
            value={String(idleLimit)}
            onChange={(event) =>
              setIdleLimit(event.target.value === 'null' ? null : Number(event.target.value))
            }
          >
            <option value="null">full</option>
            {IDLE_LIMITS.map((each) => (
              <option key={each} value={each}>
                max {each} s
              </option>
            ))}
          </Select>
        </label>
      </div>
    </section>
  );
}

/** Where in the recording something was written, and how far it is. */
function Activity({ bars, share }: { bars: number[]; share: number }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${bars.length} 10`}
      preserveAspectRatio="none"
      className="absolute inset-x-0 top-0 h-5 w-full"
    >
      {bars.map((height, index) => (
        <rect
          key={index}
          x={index + 0.15}
          width={0.7}
          y={10 - height * 10}
          height={height * 10}
          className={index < share * bars.length ? 'fill-accent' : 'fill-line'}
        />
      ))}
    </svg>
  );
}

function usePlayer(
  cast: Cast,
  times: number[],
  speed: number,
  host: RefObject<HTMLDivElement | null>,
) {
  const [moment, setMoment] = useState(0);
  const [playing, setPlaying] = useState(false);
  const playback = useRef<Playback | null>(null);
  const clock = useRef(0);
  const duration = times.at(-1) ?? 0;
  const latest = useRef({ times });
  latest.current = { times };

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const screen = openScreen(element, cast);
    playback.current = new Playback(cast.events, latest.current.times, screen);
    clock.current = 0;
    setMoment(0);
    setPlaying(true);
    return () => {
      playback.current = null;
      screen.dispose();
    };
  }, [cast, host]);

  useEffect(() => {
    if (!playback.current) return;
    clock.current = playback.current.retime(times, clock.current);
    setMoment(clock.current);
  }, [times]);

  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    let frame = 0;
    const step = (now: number): void => {
      clock.current = Math.min(duration, clock.current + ((now - before) / 1000) * speed);
      before = now;
      playback.current?.show(clock.current);
      setMoment(clock.current);
      if (clock.current >= duration) setPlaying(false);
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [playing, speed, duration]);

  const seek = useCallback(
    (to: number) => {
      clock.current = Math.min(duration, Math.max(0, to));
      playback.current?.show(clock.current);
      setMoment(clock.current);
    },
    [duration],
  );
  const play = useCallback(() => setPlaying(true), []);
  const pause = useCallback(() => setPlaying(false), []);
  return { moment, duration, playing, play, pause, seek };
}

/** A terminal that nobody types into, as large as its recording and its place allow. */
function openScreen(element: HTMLElement, cast: Cast) {
  const terminal = createTerminal({
    cols: cast.cols,
    rows: cast.rows,
    disableStdin: true,
    cursorBlink: false,
    scrollback: 0,
  });
  terminal.open(element);
  // Nobody types here: the keys belong to the page, and Tab leads past it.
  terminal.textarea?.setAttribute('tabindex', '-1');
  terminal.attachCustomKeyEventHandler(() => false);
  const fit = (): void => fitLetters(terminal, element);
  fit();
  const observer = new ResizeObserver(fit);
  observer.observe(element);
  return {
    reset: () => {
      terminal.reset();
      terminal.resize(cast.cols, cast.rows);
      fit();
    },
    write: (text: string) => terminal.write(text),
    resize: (cols: number, rows: number) => {
      terminal.resize(cols, rows);
      fit();
    },
    dispose: () => {
      observer.disconnect();
      terminal.dispose();
    },
  };
}

/** As large as all columns and rows of it still fit. */
function fitLetters(terminal: Terminal, element: HTMLElement): void {
  const style = getComputedStyle(element);
  const width = element.clientWidth - parseFloat(style.paddingLeft) * 2;
  const height = element.clientHeight - parseFloat(style.paddingTop) * 2;
  const byWidth = width / (terminal.cols * LETTER_EM);
  const byHeight = height / (terminal.rows * (terminal.options.lineHeight ?? 1) * 1.32);
  const wanted = Math.min(LARGEST_PX, byWidth, Math.max(byHeight, 11));
  const size = Math.max(SMALLEST_PX, Math.floor(wanted * 2) / 2);
  if (terminal.options.fontSize !== size) terminal.options.fontSize = size;
}
