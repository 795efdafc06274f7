import { maxLength, minLength, regex, string } from 'zod/mini';

// The server's own rules, said while typing.
export const username = string().check(
  regex(/^[a-z0-9][a-z0-9._-]{2,31}$/, {
    error: '3 to 32 of a-z, 0-9, dot, dash and underscore, beginning with a letter or digit.',
  }),
);

export const email = string().check(
  regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, { error: 'This is not an email address.' }),
  maxLength(254, { error: 'At most 254 characters.' }),
);

export const newPassword = string().check(
  minLength(12, { error: 'At least 12 characters. A sentence makes a good one.' }),
  maxLength(256, { error: 'At most 256 characters.' }),
);
