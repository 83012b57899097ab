/** Finds how loud the stretches of a sound are, from 16-bit little-endian samples that arrive in pieces. */
export class PeakMeter {
  readonly #samplesEach: number;
  /** The loudest sample of every short stretch. */
  readonly #loudest: number[] = [];
  #seen = 0;
  #odd: Buffer = Buffer.alloc(0);

  constructor(samplesEach: number) {
    this.#samplesEach = samplesEach;
  }

  add(chunk: Buffer): void {
    const samples = this.#odd.length > 0 ? Buffer.concat([this.#odd, chunk]) : chunk;
    const whole = samples.length - (samples.length % 2);
    for (let at = 0; at < whole; at += 2, this.#seen++) {
      const stretch = Math.floor(this.#seen / this.#samplesEach);
      this.#loudest[stretch] = Math.max(this.#loudest[stretch] ?? 0, Math.abs(samples.readInt16LE(at)));
    }
    this.#odd = samples.subarray(whole);
  }

  /** The loudest moment of each of `count` equal parts of what was heard, 0 to 100, made louder by some decibels. */
  percent(count: number, gainDb = 0): number[] {
    const full = 32_768 / 10 ** (gainDb / 20);
    const perPart = this.#loudest.length / count;
    return Array.from({ length: count }, (_, i) => {
      const part = this.#loudest.slice(Math.floor(i * perPart), Math.ceil((i + 1) * perPart));
      return Math.min(100, Math.round((part.reduce((a, b) => Math.max(a, b), 0) / full) * 100));
    });
  }
}
