export * from './client.ts';
export * from './error.ts';
export * from './events.ts';
export * from './sse.ts';
export type * from './types.ts';
export type { components, paths } from './schema.ts';
