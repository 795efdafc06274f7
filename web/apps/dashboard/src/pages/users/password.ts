// Without letters that look like one another, as these are read out and typed.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 5;
const GROUP_LENGTH = 4;

/** A password of five groups of four, 99 bits: `k3vt-9mqe-…`. */
export function suggestPassword(): string {
  return Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP_LENGTH }, randomLetter).join(''),
  ).join('-');
}

function randomLetter(): string {
  const byte = new Uint8Array(1);
  // Bytes above the last whole multiple would make the first letters likelier.
  const limit = 256 - (256 % LETTERS.length);
  do crypto.getRandomValues(byte);
  while ((byte[0] ?? limit) >= limit);
  return LETTERS.charAt((byte[0] ?? 0) % LETTERS.length);
}
