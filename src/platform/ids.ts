import { randomBytes } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

let newest = 0;

/**
 * A time-ordered random id: 10 characters of milliseconds, 16 of chance (ULID, in lower case). What this process makes
 * later is later in order, for no two get the same millisecond.
 */
export function newId(): string {
  newest = Math.max(newest + 1, Date.now());
  let time = '';
  for (let rest = newest, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = alphabet[rest % 32] + time;
  return time + randomText(16);
}

/** Random text of 5 bits a character, safe in a path and in a cookie. */
export function randomText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % 32]).join('');
}
