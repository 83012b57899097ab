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
    const bytes = Buffer.alloc((end - start) * bytesPerSample);
    await this.#handle.read(bytes, 0, bytes.length, start * bytesPerSample);
    return Float32Array.from({ length: end - start }, (_, i) => bytes.readInt16LE(i * bytesPerSample) / 32_768);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
