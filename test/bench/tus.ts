import type { Clip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import type { Product } from './product.ts';

/** An upload under way, by tus 1.0.0. */
export class TusUpload {
  readonly #address: string;
  readonly #headers: Record<string, string>;
  #offset = 0;

  private constructor(address: string, headers: Record<string, string>) {
    this.#address = address;
    this.#headers = headers;
  }

  static async begin(product: Product, clip: Clip, bytes: number): Promise<TusUpload> {
    const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Ticket': issueTicket(product.deps, clip) };
    const answer = await fetch(`${product.origin}/uploads`, {
      method: 'POST',
      headers: { ...headers, 'Upload-Length': String(bytes) },
    });
    const location = answer.headers.get('Location');
    if (answer.status !== 201 || !location) throw new Error(`A new upload was answered ${answer.status}`);
    return new TusUpload(new URL(location, product.origin).href, headers);
  }

  async send(piece: Uint8Array<ArrayBuffer>): Promise<void> {
    const answer = await fetch(this.#address, {
      method: 'PATCH',
      headers: {
        ...this.#headers,
        'Upload-Offset': String(this.#offset),
        'Content-Type': 'application/offset+octet-stream',
      },
      body: piece,
    });
    if (answer.status !== 204) throw new Error(`A piece was answered ${answer.status}: ${await answer.text()}`);
    this.#offset += piece.length;
  }
}
