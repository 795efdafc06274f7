import { expect, it } from 'vitest';
import { suggestPassword } from './password.ts';

it('suggests passwords that nobody misreads, and never twice the same', () => {
  const many = Array.from({ length: 200 }, suggestPassword);
  for (const each of many) expect(each).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
  expect(new Set(many).size).toBe(many.length);
});
