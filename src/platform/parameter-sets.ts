import fs from 'node:fs/promises';

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

/** The box `moov`, which says what is where. */
async function readIndex(handle: fs.FileHandle): Promise<{ at: number; bytes: Buffer } | undefined> {
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

function withParameterSets(index: Buffer, more: Description[]): Buffer {
  const own = findDescription(index);
  const at = index.indexOf('avcC');
  if (!own || at < 4) return index;
  const all = [own, ...more];
  const described = describe(
    strongest(all.map(({ head }) => head)),
    unique(all.map((each) => each.sequence)),
    unique(all.map((each) => each.picture)),
  );
  const end = at - 4 + index.readUInt32BE(at - 4);
  // Where a profile adds to the end of the box, that stays.
  const tail = index.subarray(at + 4 + describe(own.head, own.sequence, own.picture).length, end);
  const box = Buffer.concat([Buffer.alloc(4), Buffer.from('avcC'), described, tail]);
  box.writeUInt32BE(box.length);
  const grown = box.length - (end - at + 4);
  const result = Buffer.concat([index.subarray(0, at - 4), box, index.subarray(end)]);
  for (const start of boxesAround(index, at - 4)) result.writeUInt32BE(result.readUInt32BE(start) + grown, start);
  return result;
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
