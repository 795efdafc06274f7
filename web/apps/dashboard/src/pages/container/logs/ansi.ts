// Colours in logs: the SGR part of ANSI escape sequences, as spans of text with a style. Every
// other sequence (cursor movement and the like) is left out.
// https://en.wikipedia.org/wiki/ANSI_escape_code#Select_Graphic_Rendition_parameters

export interface AnsiStyle {
  /** A colour for CSS; absent for the default one. */
  colour?: string;
  background?: string;
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
}

export interface AnsiSpan {
  text: string;
  style: AnsiStyle;
}

// Tuned to the console: the sixteen names in shades that read well on its dark surface.
const PALETTE = [
  '#5b6486',
  '#ff6b7a',
  '#3ddc97',
  '#ffc857',
  '#7c8cff',
  '#c792ff',
  '#5cc8ff',
  '#d7dcef',
  '#7f88a8',
  '#ff8f9b',
  '#74e8b6',
  '#ffd98a',
  '#a5b0ff',
  '#dab6ff',
  '#8fdcff',
  '#ffffff',
] as const;

// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const SEQUENCE = /\u001b(?:\[([0-9;:?]*)([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** Colour number `index` of the 256: the sixteen, a cube of 216, and 24 greys. */
export function indexedColour(index: number): string | undefined {
  if (index < 0 || index > 255 || !Number.isInteger(index)) return undefined;
  if (index < 16) return PALETTE[index];
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const cube = index - 16;
  const level = (value: number): number => (value === 0 ? 0 : 55 + value * 40);
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6) % 6)} ${level(cube % 6)})`;
}

/** Parts a line into spans; `carry` is the style that the line before it ended with. */
export function parseAnsi(line: string, carry: AnsiStyle = {}): AnsiSpan[] {
  if (!line.includes('\u001b')) return [{ text: line, style: carry }];
  const spans: AnsiSpan[] = [];
  let style = carry;
  let from = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    if (match.index > from) spans.push({ text: line.slice(from, match.index), style });
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  if (from < line.length) spans.push({ text: line.slice(from), style });
  return spans;
}

/** The line without its escape sequences, for searching and copying. */
export function stripAnsi(line: string): string {
  return line.includes('\u001b') ? line.replace(SEQUENCE, '') : line;
}

function applySgr(before: AnsiStyle, parameters: string): AnsiStyle {
  const style: AnsiStyle = { ...before };
  const codes = (parameters === '' ? '0' : parameters).split(/[;:]/).map(Number);
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 0) {
      for (const key of Object.keys(style)) delete style[key as keyof AnsiStyle];
    } else if (code === 1) style.bold = true;
    else if (code === 2) style.dim = true;
    else if (code === 3) style.italic = true;
    else if (code === 4) style.underline = true;
    else if (code === 22) {
      delete style.bold;
      delete style.dim;
    } else if (code === 23) delete style.italic;
    else if (code === 24) delete style.underline;
    else if (code === 39) delete style.colour;
    else if (code === 49) delete style.background;
    else if (code === 38 || code === 48) {
      const [colour, used] = extendedColour(codes, index + 1);
      index += used;
      if (colour) style[code === 38 ? 'colour' : 'background'] = colour;
    } else if (code >= 30 && code <= 37) setColour(style, 'colour', code - 30);
    else if (code >= 90 && code <= 97) setColour(style, 'colour', code - 82);
    else if (code >= 40 && code <= 47) setColour(style, 'background', code - 40);
    else if (code >= 100 && code <= 107) setColour(style, 'background', code - 92);
  }
  return style;
}

function setColour(style: AnsiStyle, part: 'colour' | 'background', index: number): void {
  const colour = PALETTE[index];
  if (colour) style[part] = colour;
}

/** `5;n` or `2;r;g;b` from `at` on: the colour, and how many numbers it took. */
function extendedColour(codes: number[], at: number): [string | undefined, number] {
  if (codes[at] === 5) return [indexedColour(codes[at + 1] ?? -1), 2];
  if (codes[at] === 2) {
    const parts = [codes[at + 1], codes[at + 2], codes[at + 3]];
    const valid = parts.every((part) => part !== undefined && part >= 0 && part <= 255);
    return [valid ? `rgb(${parts.join(' ')})` : undefined, 4];
  }
  return [undefined, 1];
}
