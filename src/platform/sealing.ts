import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Signer } from './signing.ts';

/** Encrypts what must be kept and is never shown again (AES-256-GCM; a key of its own for each purpose). */
export function seal(signer: Signer, purpose: string, secret: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(signer, purpose), nonce);
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Undefined where the key is another one, as after a restore without its key file. */
export function unseal(signer: Signer, purpose: string, sealed: string): string | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyFor(signer, purpose), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function keyFor(signer: Signer, purpose: string): Buffer {
  return Buffer.from(signer.sign('seal', purpose), 'base64url');
}
