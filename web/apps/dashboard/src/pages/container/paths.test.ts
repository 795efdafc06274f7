import { expect, it } from 'vitest';
import { ancestors, joinPath } from './paths.ts';

it('joins without doubling the slash', () => {
  expect(joinPath('/', 'etc')).toBe('/etc');
  expect(joinPath('/etc', 'nginx')).toBe('/etc/nginx');
});

it('lists the way from the root', () => {
  expect(ancestors('/')).toEqual([{ name: '/', path: '/' }]);
  expect(ancestors('/etc/nginx/').map((each) => each.path)).toEqual(['/', '/etc', '/etc/nginx']);
});
