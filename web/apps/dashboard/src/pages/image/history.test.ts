import { expect, it } from 'vitest';
import { readable } from './history-tab.tsx';

it('writes a build step as its Dockerfile did', () => {
  expect(readable('/bin/sh -c #(nop)  CMD ["sh"]')).toBe('CMD ["sh"]');
  expect(readable('/bin/sh -c apk add curl')).toBe('RUN apk add curl');
  expect(readable('COPY . /app # buildkit')).toBe('COPY . /app');
  expect(readable('')).toBe('imported');
});
