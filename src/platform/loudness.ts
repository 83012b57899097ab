/** How loud a recording is as a whole (EBU R 128, ITU-R BS.1770-4). */
export interface Loudness {
  /** Integrated, silence left out. */
  lufs: number;
  /** The loudest sample, in dBFS. */
  peakDb: number;
}

/** What is played is as loud as this, in LUFS, whoever recorded it on whatever microphone. */
const target = -16;

/** Below this in LUFS there is only a room: its noise stays as quiet as it is. */
const quietest = -50;

const mostDb = 30;

/** No sample above it, in dBFS: AAC and the peaks between samples stay below −1 dBTP. */
const ceilingDb = -2;

/** By how much a recording is made louder, or quieter where negative, in dB. */
export function gainOf({ lufs }: Loudness): number {
  return lufs < quietest ? 0 : Math.min(target - lufs, mostDb);
}

/** The filters of ffmpeg that bring it to the target: one gain for all of it, and only where peaks need it a limiter. */
export function levelling(loudness: Loudness): string[] {
  const gain = gainOf(loudness);
  const limiter = `alimiter=limit=${10 ** (ceilingDb / 20)}:level=0:latency=1`;
  return [`volume=${gain.toFixed(2)}dB`, ...(loudness.peakDb + gain > ceilingDb ? [limiter] : [])];
}

/** The filter that measures and lets through; what it found is among ffmpeg's messages at the end. */
export const measuring = 'ebur128=framelog=verbose:peak=sample';

/** Reads one message of ffmpeg, such as `I: -23.4 LUFS`; undefined where it says nothing about loudness. */
export function readLoudness(message: string): Partial<Loudness> | undefined {
  const [, lufs] = /^\s+I:\s+(\S+) LUFS$/.exec(message) ?? [];
  if (lufs) return { lufs: decibels(lufs) };
  const [, peak] = /^\s+Peak:\s+(\S+) dBFS$/.exec(message) ?? [];
  return peak ? { peakDb: decibels(peak) } : undefined;
}

/** ffmpeg writes `-inf` or `nan` for no sound at all. */
function decibels(text: string): number {
  const value = Number(text);
  return Number.isFinite(value) ? value : -Infinity;
}
