import { expect, it } from 'vitest';
import { jsonLines, visibleLines } from './lines.ts';

const value = { Name: 'web', Config: { Env: ['A=1', 'B=2'], Tty: false }, Mounts: [] };
const none = new Set<string>();
const text = (lines: ReturnType<typeof jsonLines>): string[] =>
  lines.map((line) => `${' '.repeat(line.depth)}${line.name ? `${line.name}: ` : ''}${line.text}`);

it('writes a value line by line', () => {
  expect(text(jsonLines(value))).toEqual([
    '{',
    ' Name: "web"',
    ' Config: {',
    '  Env: [',
    '   "A=1"',
    '   "B=2"',
    '  ]',
    '  Tty: false',
    ' }',
    ' Mounts: [',
    ' ]',
    '}',
  ]);
});

it('hides what is folded, its end included', () => {
  const visible = visibleLines(jsonLines(value), new Set(['$.Config']), '');
  expect(text(visible)).toEqual(['{', ' Name: "web"', ' Config: {', ' Mounts: [', ' ]', '}']);
});

it('finds values with the way to them, whatever is folded', () => {
  const visible = visibleLines(jsonLines(value), new Set(['$.Config']), 'b=2');
  expect(text(visible)).toEqual(['{', ' Config: {', '  Env: [', '   "B=2"', '  ]', ' }', '}']);
});

it('finds names with all that they hold', () => {
  const visible = visibleLines(jsonLines(value), none, 'env');
  expect(text(visible)).toContain('   "A=1"');
  expect(text(visible)).not.toContain(' Name: "web"');
});
