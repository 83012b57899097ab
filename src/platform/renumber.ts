import { BitReader, coded, escaped, nalType, typeOf, unescaped } from './nal.ts';
import type { Description } from './parameter-sets.ts';

/**
 * Pictures that were coded by different devices have parameter sets with the same number, 0, so that no film can hold
 * both. These numbers take eight bits more to write than 0: everything after them moves by a whole byte, so that nothing
 * else has to be understood or changed (ITU-T H.264, 7.3.3 and 9.1).
 */
export const spareNumbers = Array.from({ length: 16 }, (_, i) => 15 + i);

/** Whether all pictures refer to one set, by the number 0, and their parts come after four bytes of length. */
export function canBeRenumbered({ head, sequence, picture }: Description): boolean {
  const [set] = picture;
  return (
    (head[4]! & 3) === 3 &&
    sequence.length === 1 &&
    picture.length === 1 &&
    new BitReader(unescaped(set!), 8).number() === 0
  );
}

/** @param number one of `spareNumbers` */
export function renumberDescription({ head, sequence, picture }: Description, number: number): Description {
  return {
    head,
    sequence: sequence.map((set) => rewritten(set, 32, [number])),
    picture: picture.map((set) => rewritten(set, 8, [number, number])),
  };
}

/** A set with other numbers at a place where as many are. */
function rewritten(set: Buffer, at: number, numbers: number[]): Buffer {
  const bytes = unescaped(set);
  const reader = new BitReader(bytes, at);
  for (const _ of numbers) reader.number();
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  // What follows the last one is there to fill the byte.
  const kept = bits.slice(0, at) + numbers.map(coded).join('') + bits.slice(reader.at, bits.lastIndexOf('1') + 1);
  const filled = kept.padEnd(Math.ceil(kept.length / 8) * 8, '0');
  return escaped(Buffer.from(filled.match(/.{8}/g)!.map((byte) => parseInt(byte, 2))));
}

/**
 * One coded picture as it is in an MP4, its parts after their lengths in four bytes. Sets that lie within it are left
 * out: the file's description has them.
 */
export function renumberSample(sample: Buffer, number: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at + 4 <= sample.length; at += 4 + sample.readUInt32BE(at)) {
    const nal = sample.subarray(at + 4, at + 4 + sample.readUInt32BE(at));
    const type = typeOf(nal);
    if (type === nalType.sequenceSet || type === nalType.pictureSet) continue;
    const written = type === nalType.slice || type === nalType.keySlice ? renumberSlice(nal, number) : nal;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(written.length);
    parts.push(length, written);
  }
  return Buffer.concat(parts);
}

/** After its first block and its type a slice says by which picture parameter set it is to be read. */
function renumberSlice(nal: Buffer, number: number): Buffer {
  const bytes = unescaped(nal);
  const reader = new BitReader(bytes, 8);
  reader.number();
  reader.number();
  const { at } = reader;
  if (reader.bit() !== 1) throw new Error('This slice refers to another parameter set than the one with the number 0');
  const [byte, before] = [at >> 3, at & 7];
  const old = bytes[byte]!;
  // Nine bits in place of one.
  const wide =
    ((old >> (8 - before)) << (16 - before)) | ((number + 1) << (7 - before)) | (old & ((1 << (7 - before)) - 1));
  return escaped(
    Buffer.concat([bytes.subarray(0, byte), Buffer.from([wide >> 8, wide & 0xff]), bytes.subarray(byte + 1)]),
  );
}
