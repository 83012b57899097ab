/** A stretch of time, in seconds. */
export type Stretch = [start: number, end: number];

/**
 * Finds silence in sound that has been levelled to −16 LUFS. Quiet syllables peak at about −30 dBFS there, a room or a
 * fan below −40; what is as loud as that between words is not taken for silence. Pauses up to 0.7 s belong to speaking.
 */
export const silenceDetection = 'silencedetect=noise=-38dB:d=0.7';

/** Collects the silences that ffmpeg tells of, line by line: `silence_start: 1.2`, then `silence_end: 3.4 | …`. */
export class SilenceReader {
  /** Ascending, to the millisecond. */
  readonly silences: Stretch[] = [];
  #start: number | undefined;

  read(line: string): void {
    const [, edge, text] = /^\[silencedetect @ \w+\] silence_(start|end): (-?[\d.]+)/.exec(line) ?? [];
    if (!edge) return;
    const at = Math.max(0, Math.round(Number(text) * 1000) / 1000);
    if (edge === 'end' && this.#start !== undefined) this.silences.push([this.#start, at]);
    this.#start = edge === 'start' ? at : undefined;
  }
}

/** Silence altogether, in seconds. */
export function sumOf(silences: Stretch[]): number {
  return Math.round(silences.reduce((sum, [start, end]) => sum + end - start, 0) * 1000) / 1000;
}
