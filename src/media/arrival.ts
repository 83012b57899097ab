import { createHash, type Hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';

/**
 * Keeps uploads as files, and remembers the hash of what each request brought. A recorder sends its pieces as they are
 * made, one in each request: at the end there is hardly anything left to read, however long the take is.
 */
export class HashingStore extends FileStore {
  override async write(stream: Readable, uploadId: string, offset: number): Promise<number> {
    const hash = createHash('sha256');
    const end = await super.write(Readable.from(through(stream, hash)), uploadId, offset);
    remember(uploadId, offset, { bytes: end - offset, sha256: hash.digest('hex') });
    return end;
  }
}

async function* through(stream: Readable, hash: Hash): AsyncGenerator<Buffer> {
  // The request stays open when the disk is full, for the answer that says so.
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
}

interface Stretch {
  bytes: number;
  sha256: string;
}

/** By upload, then by where it begins; the upload begun last at the end. In this process only: files outlive it. */
const arrived = new Map<string, Map<number, Stretch>>();

const mostUploads = 1000;

function remember(uploadId: string, start: number, stretch: Stretch): void {
  const stretches = arrived.get(uploadId) ?? new Map<number, Stretch>();
  arrived.set(uploadId, stretches.set(start, stretch));
  if (arrived.size > mostUploads) forgetArrival(arrived.keys().next().value ?? '');
}

/** The SHA-256, in hex, of a stretch that came in a request of its own; undefined of any other, which has to be read. */
export function hashOfArrival(uploadId: string, start: number, bytes: number): string | undefined {
  const stretch = arrived.get(uploadId)?.get(start);
  return stretch?.bytes === bytes ? stretch.sha256 : undefined;
}

/** Once the take is confirmed, or to be sent again. */
export function forgetArrival(uploadId: string): void {
  arrived.delete(uploadId);
}
