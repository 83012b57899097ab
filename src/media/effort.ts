import type { Probe } from '../platform/ffprobe.ts';
import { isCopiedVideo } from '../platform/mp4.ts';
import type { Clip } from './clip.ts';

/** Seconds of recording for each second of work, on two cores: what is copied costs only its sound. */
const speed = { copied: 40, encoded: 2.5 };

/** Work of more than two minutes goes beside the rest of the queue instead of before it. */
const longSeconds = 120;

/** Bytes that a second of recording is likely to have, where nobody knows how many seconds there are. */
const likelyBytesPerSecond = 300_000;

/** Whether making a clip playable takes long. */
export function takesLong(clip: Clip, { video, seconds }: Probe): boolean {
  const length = seconds ?? clip.declaredSeconds ?? (clip.bytes ?? 0) / likelyBytesPerSecond;
  const played = Math.min(length, clip.maxSeconds ?? Infinity);
  return played / (video && !isCopiedVideo(video) ? speed.encoded : speed.copied) > longSeconds;
}

/** Whether encoding so many seconds of pictures takes long. */
export function encodingTakesLong(seconds: number): boolean {
  return seconds / speed.encoded > longSeconds;
}
