import type { Piece } from '../wire.ts';
import type { Spool, SpooledPart } from './spool.ts';

/** A part of a take as the uploader reads it: a file that may still be growing, and can be read again from any byte. */
export class TakeSource {
  /** Unknown to the uploader (deferred length): it learns the end from `done`. */
  readonly size = null;
  readonly pieces: Piece[] = [];
  readonly #spool: Spool;
  readonly #part: SpooledPart;
  #appended: Promise<void> = Promise.resolve();
  #bytes = 0;
  #ended = false;
  #wake = () => {};

  constructor(spool: Spool, part: SpooledPart) {
    this.#spool = spool;
    this.#part = part;
  }

  /** What an earlier page recorded and could not send. */
  static async ofEarlier(spool: Spool, part: SpooledPart): Promise<TakeSource> {
    const source = new TakeSource(spool, part);
    for (const piece of await spool.listPieces(part)) source.#count(piece);
    source.#ended = true;
    return source;
  }

  /** The last piece is here. */
  get ended(): boolean {
    return this.#ended;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Hashed and spooled, in the order of the calls, before the uploader sees it. */
  append(data: Blob): Promise<void> {
    this.#appended = this.#appended.then(async () => {
      const buffer = await data.arrayBuffer();
      const piece = { bytes: buffer.byteLength, sha256: await sha256(buffer) };
      const { takeId, part } = this.#part;
      await this.#spool.append({ takeId, part, index: this.pieces.length, data: buffer, sha256: piece.sha256 });
      this.#count(piece);
    });
    return this.#appended;
  }

  #count(piece: Piece): void {
    this.pieces.push(piece);
    this.#bytes += piece.bytes;
    this.#wake();
  }

  /** After the last piece. */
  async end(): Promise<void> {
    await this.#appended;
    this.#ended = true;
    this.#wake();
  }

  /** Waits until there is something beyond `start`, or the end. */
  async slice(start: number, end: number): Promise<{ value: Blob; done: boolean }> {
    while (this.#bytes <= start && !this.#ended) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const stop = Math.min(end, this.#bytes);
    return { value: await this.#read(start, stop), done: this.#ended && stop >= this.#bytes };
  }

  /** All of it, to be watched. */
  async whole(): Promise<Blob> {
    return this.#read(0, this.#bytes, this.#part.mime);
  }

  async #read(start: number, stop: number, type = ''): Promise<Blob> {
    const parts: Blob[] = [];
    let at = 0;
    for (const [index, { bytes }] of this.pieces.entries()) {
      if (at < stop && at + bytes > start) {
        const data = await this.#spool.data(this.#part, index);
        parts.push(new Blob([data]).slice(Math.max(0, start - at), stop - at));
      }
      at += bytes;
    }
    return new Blob(parts, { type });
  }

  close(): void {}
}

async function sha256(data: ArrayBuffer): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', data);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
