import fs from 'node:fs/promises';

const bytesPerSample = 2;

/** A file of raw signed 16-bit little-endian mono samples, read piece by piece: an hour of it is 115 MB. */
export class PcmFile {
  /** In samples. */
  readonly length: number;
  readonly #handle: fs.FileHandle;

  private constructor(handle: fs.FileHandle, length: number) {
    this.#handle = handle;
    this.length = length;
  }

  static async open(file: string): Promise<PcmFile> {
    const handle = await fs.open(file);
    const { size } = await handle.stat();
    return new PcmFile(handle, Math.floor(size / bytesPerSample));
  }

  /** Samples between -1 and 1; silence where the file has ended. */
  async read(start: number, end: number): Promise<Float32Array> {
    const samples = new Int16Array(end - start);
    await this.#handle.read(samples, 0, samples.byteLength, start * bytesPerSample);
    return Float32Array.from(samples, (sample) => sample / 32_768);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
