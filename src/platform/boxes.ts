import type fs from 'node:fs/promises';

/** The box `moov` of an MP4, which says what is where; undefined where there is none. */
export async function readIndex(handle: fs.FileHandle): Promise<{ at: number; bytes: Buffer } | undefined> {
  const head = Buffer.alloc(16);
  for (let at = 0; (await handle.read(head, 0, 16, at)).bytesRead >= 8;) {
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
    if (head.toString('latin1', 4, 8) === 'moov') {
      const bytes = Buffer.alloc(length);
      await handle.read(bytes, 0, length, at);
      return { at, bytes };
    }
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

/** A place where a box's name stands in an index; -1 where it has none. */
export function findBox(index: Buffer, name: string): number {
  return index.indexOf(name, 0, 'latin1');
}

/** The index with another box in the place of the one that begins at `at`. @param body from its name on */
export function replaceBox(index: Buffer, at: number, body: Buffer): Buffer {
  const end = at + index.readUInt32BE(at);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length + 4);
  const grown = body.length + 4 - (end - at);
  const result = Buffer.concat([index.subarray(0, at), length, body, index.subarray(end)]);
  for (const start of boxesAround(index, at)) result.writeUInt32BE(result.readUInt32BE(start) + grown, start);
  return result;
}

/** Bytes of a box before the first one within it; others hold nothing but boxes. */
const heads: Record<string, number> = { stsd: 16, avc1: 86 };
const holders = new Set(['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd', 'avc1']);

/** Where the boxes begin that hold a place (ISO/IEC 14496-12, 4.2), from the outside inwards. */
function boxesAround(index: Buffer, place: number): number[] {
  const around: number[] = [];
  let [at, end] = [0, index.length];
  while (at + 8 <= end) {
    const length = index.readUInt32BE(at);
    const type = index.toString('latin1', at + 4, at + 8);
    const holds = place > at && place < at + length;
    if (length < 8 || (holds && !holders.has(type))) return around;
    if (holds) {
      around.push(at);
      end = at + length;
      at += heads[type] ?? 8;
    } else at += length;
  }
  return around;
}
