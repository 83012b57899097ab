/** Parts of an H.264 stream by what their first byte says they are (ITU-T H.264, table 7-1). */
export const nalType = { slice: 1, keySlice: 5, sequenceSet: 7, pictureSet: 8 } as const;

export function typeOf(nal: Buffer): number {
  return nal[0]! & 0x1f;
}

/** Three bytes that would be taken for a beginning have a 3 put among them (7.4.1.1); this takes it out. */
export function unescaped(nal: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = nal.indexOf(escape); at >= 0; at = nal.indexOf(escape, from)) {
    parts.push(nal.subarray(from, at + 2));
    from = at + 3;
  }
  return from === 0 ? nal : Buffer.concat([...parts, nal.subarray(from)]);
}

const escape = Buffer.from([0, 0, 3]);
const zeros = Buffer.from([0, 0]);

export function escaped(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(zeros); at >= 0 && at + 2 < bytes.length;) {
    const mustBe = bytes[at + 2]! <= 3;
    if (mustBe) {
      parts.push(bytes.subarray(from, at + 2), escape.subarray(2));
      from = at + 2;
    }
    at = bytes.indexOf(zeros, mustBe ? from : at + 1);
  }
  const last = bytes.subarray(from).subarray(-2).equals(zeros) ? [escape.subarray(2)] : [];
  return parts.length + last.length === 0 ? bytes : Buffer.concat([...parts, bytes.subarray(from), ...last]);
}

/** Reads numbers of the variable-length code that headers are written in (9.1). */
export class BitReader {
  /** The next bit. */
  at: number;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  bit(): number {
    const bit = ((this.#bytes[this.at >> 3] ?? 0xff) >> (7 - (this.at & 7))) & 1;
    this.at++;
    return bit;
  }

  number(): number {
    let zeros = 0;
    while (this.bit() === 0) zeros++;
    let value = 1;
    for (let i = 0; i < zeros; i++) value = value * 2 + this.bit();
    return value - 1;
  }
}

/** The code of a number, as zeros and ones. */
export function coded(number: number): string {
  const digits = (number + 1).toString(2);
  return '0'.repeat(digits.length - 1) + digits;
}
