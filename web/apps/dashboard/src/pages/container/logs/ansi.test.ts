import { expect, it } from 'vitest';
import { indexedColour, parseAnsi, stripAnsi } from './ansi.ts';

const ESC = '\u001b';

it('leaves a plain line whole', () => {
  expect(parseAnsi('ready')).toEqual([{ text: 'ready', style: {} }]);
});

it('parts a line by its colours and resets them', () => {
  expect(parseAnsi(`${ESC}[1;31mError${ESC}[0m: no`)).toEqual([
    { text: 'Error', style: { bold: true, colour: '#ff6b7a' } },
    { text: ': no', style: {} },
  ]);
});

it('knows bright, indexed and true colours, and backgrounds', () => {
  const styles = parseAnsi(
    `${ESC}[92ma${ESC}[38;5;196mb${ESC}[38;2;1;2;3mc${ESC}[39;44md${ESC}[49me`,
  ).map((span) => span.style);
  expect(styles).toEqual([
    { colour: '#74e8b6' },
    { colour: 'rgb(255 0 0)' },
    { colour: 'rgb(1 2 3)' },
    { background: '#7c8cff' },
    {},
  ]);
});

it('leaves out sequences that are no colours, and survives a broken one', () => {
  expect(stripAnsi(`${ESC}[2K${ESC}[1Gdone${ESC}]0;title\u0007!`)).toBe('done!');
  expect(parseAnsi(`${ESC}[38;5mx`)).toEqual([{ text: 'x', style: {} }]);
  expect(
    parseAnsi(`a${ESC}[`)
      .map((span) => span.text)
      .join(''),
  ).toContain('a');
});

it('indexedColour covers the sixteen, the cube and the greys, and nothing else', () => {
  expect(indexedColour(16)).toBe('rgb(0 0 0)');
  expect(indexedColour(231)).toBe('rgb(255 255 255)');
  expect(indexedColour(255)).toBe('rgb(238 238 238)');
  expect(indexedColour(256)).toBeUndefined();
  expect(indexedColour(-1)).toBeUndefined();
});
