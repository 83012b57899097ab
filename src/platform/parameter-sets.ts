import fs from 'node:fs/promises';
import { readIndex, replaceBox } from './boxes.ts';

/** The description of H.264 in an MP4, `avcC` (ISO/IEC 14496-15, 5.3.3.1): what a decoder has to know beforehand. */
export interface Description {
  /** Version, profile, compatibility, level, and how long lengths are. */
  head: Buffer;
  sequence: Buffer[];
  picture: Buffer[];
}

/** Undefined for a file without any. */
export async function readDescription(file: string): Promise<Description | undefined> {
  const handle = await fs.open(file);
  const index = await readIndex(handle).finally(() => handle.close());
  return index && findDescription(index.bytes);
}

/**
 * Adds parameter sets to the description of an MP4, for pictures that were coded in more than one way: some decoders
 * look for them nowhere else. Its index has to lie at the end, so that nothing that it points at moves.
 */
export async function addDescriptions(file: string, more: Description[]): Promise<void> {
  const handle = await fs.open(file, 'r+');
  try {
    const index = await readIndex(handle);
    if (!index) return;
    const bytes = withParameterSets(index.bytes, more);
    await handle.truncate(index.at);
    await handle.write(bytes, 0, bytes.length, index.at);
  } finally {
    await handle.close();
  }
}

function findDescription(index: Buffer): Description | undefined {
  const at = index.indexOf('avcC');
  if (at < 4) return undefined;
  const body = index.subarray(at + 4, at - 4 + index.readUInt32BE(at - 4));
  const [sequence, next] = readSets(body, 5, 0x1f);
  const [picture] = readSets(body, next, 0xff);
  return { head: body.subarray(0, 5), sequence, picture };
}

function readSets(body: Buffer, at: number, mask: number): [sets: Buffer[], next: number] {
  const sets: Buffer[] = [];
  let next = at + 1;
  for (let count = (body[at] ?? 0) & mask; count > 0; count--) {
    const length = body.readUInt16BE(next);
    sets.push(body.subarray(next + 2, next + 2 + length));
    next += 2 + length;
  }
  return [sets, next];
}

/** Which number pictures refer to a sequence parameter set by (ITU-T H.264, 7.3.2.1.1: after three bytes, Exp-Golomb). */
export function sequenceId(set: Buffer): number {
  const bits = Array.from(set.subarray(4, 12), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const zeros = bits.indexOf('1');
  return parseInt(bits.slice(zeros, 2 * zeros + 1), 2) - 1;
}

/** The index of an MP4 with all that these descriptions hold in place of its own. */
export function withDescription(index: Buffer, description: Description): Buffer {
  return described(index, [description]);
}

function withParameterSets(index: Buffer, more: Description[]): Buffer {
  const own = findDescription(index);
  return own ? described(index, [own, ...more]) : index;
}

function described(index: Buffer, all: Description[]): Buffer {
  const own = findDescription(index);
  const at = index.indexOf('avcC');
  if (!own || at < 4) return index;
  const body = describe(
    strongest(all.map(({ head }) => head)),
    unique(all.map((each) => each.sequence)),
    unique(all.map((each) => each.picture)),
  );
  const end = at - 4 + index.readUInt32BE(at - 4);
  // Where a profile adds to the end of the box, that stays.
  const tail = index.subarray(at + 4 + describe(own.head, own.sequence, own.picture).length, end);
  return replaceBox(index, at - 4, Buffer.concat([Buffer.from('avcC'), body, tail]));
}

/** A decoder that can do the highest profile and level among them can do all of them (5.3.3.1.2). */
function strongest(heads: Buffer[]): Buffer {
  const [first, ...rest] = heads.map((head) => Buffer.from(head));
  for (const head of rest) {
    first![1] = Math.max(first![1]!, head[1]!);
    first![2] = first![2]! & head[2]!;
    first![3] = Math.max(first![3]!, head[3]!);
  }
  return first!;
}

function unique(lists: Buffer[][]): Buffer[] {
  const seen = new Map(lists.flat().map((set) => [set.toString('hex'), set]));
  return [...seen.values()];
}

function describe(head: Buffer, sequence: Buffer[], picture: Buffer[]): Buffer {
  const sets = (list: Buffer[]) =>
    list.flatMap((set) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(set.length);
      return [length, set];
    });
  const counts = [Buffer.from([0xe0 | sequence.length]), Buffer.from([picture.length])] as const;
  return Buffer.concat([head, counts[0], ...sets(sequence), counts[1], ...sets(picture)]);
}
