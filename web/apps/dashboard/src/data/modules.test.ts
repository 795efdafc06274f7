import { expect, it } from 'vitest';
import { effectiveLevel, levelsOf, MODULES } from './modules.ts';

const module = (id: string) => MODULES.find((each) => each.id === id) ?? MODULES[0]!;

it('offers only levels that change something', () => {
  expect(levelsOf(module('audit'))).toEqual(['none', 'read']);
  expect(levelsOf(module('terminal'))).toEqual(['none', 'write']);
  expect(levelsOf(module('containers'))).toEqual(['none', 'read', 'write', 'admin']);
});

it('shows a level that changes nothing as the one it equals', () => {
  expect(effectiveLevel(module('audit'), 'admin')).toBe('read');
  expect(effectiveLevel(module('users'), 'write')).toBe('read');
  expect(effectiveLevel(module('terminal'), 'read')).toBe('none');
  expect(effectiveLevel(module('images'), 'write')).toBe('write');
});
