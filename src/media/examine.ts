import { unreadable, Unreadable } from '../platform/bad-media.ts';
import type { Config } from '../platform/config.ts';
import { measure, probe } from '../platform/ffprobe.ts';
import { spoken } from '../platform/http/words.ts';
import { mediaTypeOf } from '../platform/magic.ts';
import { isRecording, type Clip } from './clip.ts';

/** What a chosen recording has to be. `maxSeconds`: null for as long as one likes. */
type Wanted = Pick<Clip, 'kind' | 'maxSeconds'>;

/** Looks into a recording that was made elsewhere, so that whoever chose it can choose another. @throws Unreadable */
export async function examineRecording(config: Config, file: string, wanted: Wanted): Promise<Partial<Clip>> {
  const maxSeconds = wanted.maxSeconds ?? Infinity;
  const { audio, video, seconds = await measure(config, file) } = await probe(config, file);
  if (wanted.kind === 'audio' && !audio) throw new Unreadable('There is no sound in this recording.');
  // Phones cut a little late.
  if (seconds > maxSeconds + 1) {
    throw new Unreadable(`This lasts ${spoken(Math.round(seconds))}. Choose one of at most ${spoken(maxSeconds)}.`);
  }
  return { declaredSeconds: seconds, hasAudio: Boolean(audio), width: video?.width, height: video?.height };
}

/**
 * Looks at what was sent as a take: whether it is a recording at all, and, where it was chosen and not made on the
 * page, whether it is one that the question asks for. @throws Unreadable
 */
export async function examineTake(config: Config, clip: Clip, file: string): Promise<Partial<Clip>> {
  if (!isRecording(clip)) return {};
  if (!/^(video|audio)\//.test((await mediaTypeOf(file)) ?? '')) throw new Unreadable(unreadable);
  return clip.originalName === null ? {} : examineRecording(config, file, clip);
}
