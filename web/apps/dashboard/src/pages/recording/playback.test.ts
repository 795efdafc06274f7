import { describe, expect, it } from 'vitest';
import type { CastEvent } from './cast.ts';
import { Playback, type Screen } from './playback.ts';

const events: CastEvent[] = [
  { at: 1, kind: 'output', data: 'a' },
  { at: 2, kind: 'output', data: 'b' },
  { at: 3, kind: 'resize', data: '100x30' },
  { at: 3, kind: 'output', data: 'c' },
  { at: 9, kind: 'output', data: 'd' },
];
const times = events.map((event) => event.at);

function recordedScreen(): Screen & { log: string[] } {
  const log: string[] = [];
  return {
    log,
    reset: () => log.push('reset'),
    write: (text) => log.push(`write ${text}`),
    resize: (cols, rows) => log.push(`resize ${cols} ${rows}`),
  };
}

describe('showing a moment', () => {
  it('writes what happened since the last one, in one go and in order', () => {
    const screen = recordedScreen();
    const playback = new Playback(events, times, screen);
    playback.show(0.5);
    playback.show(2);
    playback.show(2.5);
    playback.show(5);
    expect(screen.log).toEqual(['reset', 'write ab', 'resize 100 30', 'write c']);
  });

  it('starts over to go back', () => {
    const screen = recordedScreen();
    const playback = new Playback(events, times, screen);
    playback.show(9);
    screen.log.length = 0;
    playback.show(1);
    expect(screen.log).toEqual(['reset', 'write a']);
  });

  it('has nothing to show in an empty recording', () => {
    const screen = recordedScreen();
    const playback = new Playback([], [], screen);
    playback.show(3);
    expect(playback.duration).toBe(0);
    expect(screen.log).toEqual(['reset']);
  });
});

describe('shortening pauses while it plays', () => {
  it('stays at what is on the screen', () => {
    const playback = new Playback(events, times, recordedScreen());
    playback.show(7);
    const short = [1, 2, 3, 3, 5];
    // Four seconds after the last event would be past the next one now: just before it.
    expect(playback.retime(short, 7)).toBe(5);
    expect(playback.duration).toBe(5);
    expect(playback.retime(times, 3.5)).toBe(3.5);
  });
});
