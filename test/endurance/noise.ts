import { randomBytes } from 'node:crypto';

export const mebibyte = 2 ** 20;

/** Begins as Matroska does (RFC 8794, section 11.2.1), and is different each time from there on. */
export function noise(bytes: number): Uint8Array<ArrayBuffer> {
  const take = new Uint8Array(randomBytes(bytes));
  take.set([0x1a, 0x45, 0xdf, 0xa3]);
  return take;
}
