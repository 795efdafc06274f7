import { describe, expect, it } from 'vitest';
import { backOffMs, EventStreamParser, type ServerSentEvent } from './sse.ts';

function parse(...pieces: string[]): ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  const parser = new EventStreamParser((event) => events.push(event));
  for (const piece of pieces) parser.push(piece);
  return events;
}

describe('EventStreamParser', () => {
  it('reads a named event with an id', () => {
    expect(parse('id: 7\nevent: host_stats\ndata: {"a":1}\n\n')).toEqual([
      { event: 'host_stats', data: '{"a":1}', id: '7' },
    ]);
  });

  it('gives the same events wherever the stream is cut', () => {
    const stream = ': beat\r\nid: 1\r\nevent: a\r\ndata: x\r\ndata: y\r\n\r\nid: 2\ndata: ü\n\n';
    const whole = parse(stream);
    expect(whole).toEqual([
      { event: 'a', data: 'x\ny', id: '1' },
      { event: 'message', data: 'ü', id: '2' },
    ]);
    for (let cut = 1; cut < stream.length; cut += 1) {
      expect(parse(stream.slice(0, cut), stream.slice(cut))).toEqual(whole);
    }
    expect(parse(...stream)).toEqual(whole);
  });

  it('keeps the last id for events that carry none', () => {
    const ids = parse('id: 5\ndata: a\n\ndata: b\n\n').map((event) => event.id);
    expect(ids).toEqual(['5', '5']);
  });

  it('drops comments, unknown fields and an event without data', () => {
    expect(parse(':x\nretry: 5\nevent: nothing\n\ndata:kept\n\n')).toEqual([
      { event: 'message', data: 'kept', id: '' },
    ]);
  });

  it('holds back an unfinished event', () => {
    expect(parse('data: half')).toEqual([]);
    expect(parse('data: half\n')).toEqual([]);
  });
});

describe('backOffMs', () => {
  it('grows, stays under its cap and never falls below half of the ceiling', () => {
    expect(backOffMs(0, 500, 15_000, () => 0)).toBe(250);
    expect(backOffMs(0, 500, 15_000, () => 1)).toBe(500);
    expect(backOffMs(3, 500, 15_000, () => 1)).toBe(4000);
    expect(backOffMs(60, 500, 15_000, () => 1)).toBe(15_000);
  });
});
