import { describe, expect, it } from 'vitest';
import { draftSchema, emptyDraft, parsePairs, splitCommand, toCreateContainer } from './draft.ts';

describe('splitCommand', () => {
  it.each([
    ['', []],
    ['  sleep   60 ', ['sleep', '60']],
    [`sh -c 'echo "hello world"'`, ['sh', '-c', 'echo "hello world"']],
    [String.raw`a\ b "c\"d" ''`, ['a b', 'c"d', '']],
  ])('%s', (text, words) => expect(splitCommand(text)).toEqual(words));

  it('knows an open quote', () => expect(splitCommand(`sh -c 'oops`)).toBeNull());
});

it('parsePairs keeps further equals signs and refuses a line without one', () => {
  expect(parsePairs('A=1\n\n# note\nURL=postgres://x?y=z')).toEqual({
    A: '1',
    URL: 'postgres://x?y=z',
  });
  expect(parsePairs('=1')).toBeNull();
  expect(parsePairs('NAME')).toBeNull();
});

it('toCreateContainer leaves out what is empty', () => {
  expect(toCreateContainer({ ...emptyDraft, image: ' nginx ' })).toEqual({
    image: 'nginx',
    restart_policy: 'unless-stopped',
    start: true,
  });
});

it('toCreateContainer turns MiB into bytes and text into numbers', () => {
  const created = toCreateContainer({
    ...emptyDraft,
    image: 'nginx',
    memory_mib: '1.5',
    cpus: '0.5',
    ports: [{ host: '', container: '80', protocol: 'udp' }],
  });
  expect(created.memory_limit_bytes).toBe(1_572_864);
  expect(created.cpu_limit).toBe(0.5);
  expect(created.ports).toEqual([{ container_port: 80, protocol: 'udp' }]);
});

it('the form refuses ports and mounts that cannot be', () => {
  const wrong = draftSchema.safeParse({
    ...emptyDraft,
    image: 'nginx',
    ports: [{ host: '99999', container: '0', protocol: 'tcp' }],
    mounts: [{ kind: 'bind', source: 'relative', destination: 'data', read_only: false }],
  });
  expect(wrong.error?.issues.map((issue) => issue.path.join('.')).sort()).toEqual([
    'mounts.0.destination',
    'mounts.0.source',
    'ports.0.container',
    'ports.0.host',
  ]);
});
