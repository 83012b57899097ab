import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs';

/** Signs what stands in links, cookies and tickets; the purpose keeps one kind from passing for another. */
export class Signer {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  /** HMAC-SHA-256 over the purpose and parts, base64url, 43 characters. */
  sign(purpose: string, ...parts: (string | number)[]): string {
    return createHmac('sha256', this.#key)
      .update([purpose, ...parts].join('\0'))
      .digest('base64url');
  }

  verify(signature: string, purpose: string, ...parts: (string | number)[]): boolean {
    return sameText(signature, this.sign(purpose, ...parts));
  }
}

/** Compares without telling by the time taken where two texts differ. */
export function sameText(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}

/** SHA-256, hex: what the database keeps of a secret. */
export function hashed(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Reads the key, or makes it at the first start (mode 0600). */
export function loadSigner(file: string): Signer {
  try {
    fs.writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return new Signer(fs.readFileSync(file));
}
