/** Finds the loudest moment of each of `count` stretches in 16-bit little-endian samples that arrive in pieces. */
export class PeakMeter {
  readonly #loudest: number[];
  readonly #samplesEach: number;
  #seen = 0;
  #odd: Buffer = Buffer.alloc(0);

  constructor(count: number, samplesEach: number) {
    this.#loudest = Array.from({ length: count }, () => 0);
    this.#samplesEach = Math.max(1, samplesEach);
  }

  add(chunk: Buffer): void {
    const samples = this.#odd.length > 0 ? Buffer.concat([this.#odd, chunk]) : chunk;
    const whole = samples.length - (samples.length % 2);
    for (let at = 0; at < whole; at += 2, this.#seen++) {
      const stretch = Math.min(this.#loudest.length - 1, Math.floor(this.#seen / this.#samplesEach));
      this.#loudest[stretch] = Math.max(this.#loudest[stretch]!, Math.abs(samples.readInt16LE(at)));
    }
    this.#odd = samples.subarray(whole);
  }

  percent(): number[] {
    return this.#loudest.map((loudest) => Math.round((loudest / 32_768) * 100));
  }
}
