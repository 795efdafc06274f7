import { expect, it } from 'vitest';
import { problemFrom } from './error.ts';

const refused = (body: unknown) => problemFrom(new Response(null, { status: 422 }), body);

it('leaves the field out where the message stands beside it', () => {
  const error = refused({ detail: '`email`: must be an address', field: 'email' });
  expect(error.fieldMessage).toBe('Must be an address');
  expect(error.message).toBe('`email`: must be an address');
});

it('says all of a message that names no field', () => {
  expect(refused({ detail: 'The name is taken.', field: 'email' }).fieldMessage).toBe(
    'The name is taken.',
  );
  expect(refused({ title: 'Invalid value' }).fieldMessage).toBe('Invalid value');
});
