import fs from 'node:fs/promises';
import { findBox, readIndex } from './boxes.ts';
import { withDescription, type Description } from './parameter-sets.ts';

/**
 * Writes an MP4 again with each of its samples changed and another description. For pieces that ffmpeg wrote: one track,
 * its index at the end.
 */
export async function rewriteSamples(
  input: string,
  output: string,
  change: (sample: Buffer) => Buffer,
  description: Description,
): Promise<void> {
  const [from, to] = [await fs.open(input), await fs.open(output, 'w')];
  try {
    const index = await readIndex(from);
    if (!index) throw new Error('This is no MP4');
    const head = Buffer.concat([
      box('ftyp', Buffer.from('isom\0\0\0\0isomavc1', 'latin1')),
      box('mdat', Buffer.alloc(0)),
    ]);
    await to.write(head);
    const begin = head.length;
    let at = begin;
    for (const chunk of chunksOf(index.bytes)) {
      index.bytes.writeUInt32BE(at, chunk.place);
      let read = chunk.offset;
      for (const sample of chunk.samples) {
        const bytes = Buffer.alloc(sample.size);
        await from.read(bytes, 0, sample.size, read);
        read += sample.size;
        const changed = change(bytes);
        await to.write(changed, 0, changed.length, at);
        index.bytes.writeUInt32BE(changed.length, sample.place);
        at += changed.length;
      }
    }
    const length = Buffer.alloc(4);
    length.writeUInt32BE(at - begin + 8);
    await to.write(length, 0, 4, begin - 8);
    const written = withDescription(index.bytes, description);
    await to.write(written, 0, written.length, at);
  } finally {
    await Promise.all([from.close(), to.close()]);
  }
}

/** How many coded pictures are in an MP4 that ffmpeg wrote with nothing but pictures. */
export async function countSamples(file: string): Promise<number> {
  const handle = await fs.open(file);
  const index = await readIndex(handle).finally(() => handle.close());
  const sizes = index ? findBox(index.bytes, 'stsz') : -1;
  return index && sizes >= 0 ? index.bytes.readUInt32BE(sizes + 12) : 0;
}

function box(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
}

interface Chunk {
  /** In the file. */
  offset: number;
  /** Where the index says so. */
  place: number;
  samples: { size: number; place: number }[];
}

/** ISO/IEC 14496-12, 8.7: `stco` has where chunks are, `stsc` how many samples are in each, `stsz` how large they are. */
function chunksOf(index: Buffer): Chunk[] {
  const [offsets, counts, sizes] = ['stco', 'stsc', 'stsz'].map((name) => findBox(index, name)) as [
    number,
    number,
    number,
  ];
  if (Math.min(offsets, counts, sizes) < 0 || index.readUInt32BE(sizes + 8) !== 0)
    throw new Error('No table of samples');
  const runs = Array.from({ length: index.readUInt32BE(counts + 8) }, (_, i) => ({
    first: index.readUInt32BE(counts + 12 + i * 12),
    samples: index.readUInt32BE(counts + 16 + i * 12),
  }));
  let next = 0;
  return Array.from({ length: index.readUInt32BE(offsets + 8) }, (_, i) => {
    const place = offsets + 12 + i * 4;
    const count = runs.findLast(({ first }) => first <= i + 1)?.samples ?? 0;
    const samples = Array.from({ length: count }, () => {
      const at = sizes + 16 + next++ * 4;
      return { size: index.readUInt32BE(at), place: at };
    });
    return { offset: index.readUInt32BE(place), place, samples };
  });
}
