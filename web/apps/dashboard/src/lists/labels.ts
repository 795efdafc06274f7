import { refine, string } from 'zod/mini';

/** Lines of `name=value`, as a form takes them. */
export const labelLines = string().check(
  refine((text) => linesOf(text).every((line) => /^[^=\s]+=/.test(line)), {
    error: 'One name=value a line.',
  }),
);

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export function parseLabels(text: string): Record<string, string> {
  return Object.fromEntries(
    linesOf(text).map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)];
    }),
  );
}
