import type { Config } from '../../platform/config.ts';
import { missingTools } from '../../platform/confined.ts';
import { ffmpegVersion } from '../../platform/ffmpeg-version.ts';
import type { Check } from './check.ts';

export async function checkFfmpeg(config: Config): Promise<Check> {
  const version = await ffmpegVersion(config).catch(() => undefined);
  if (!version) {
    const todo = `Install it, for example with “apt-get install ffmpeg”, or set FFMPEG_PATH. It was looked for as ${config.ffmpegPath}.`;
    return {
      part: 'ffmpeg',
      tone: 'danger',
      words: 'It could not be started: recordings are not made playable.',
      todo,
    };
  }
  const missing = missingTools();
  if (missing.length === 0) return { part: 'ffmpeg', tone: 'success', words: `Version ${version}` };
  return {
    part: 'ffmpeg',
    tone: 'warning',
    words: `Version ${version}, less confined than it could be.`,
    todo: `Install ${missing.join(', ')} (in the packages util-linux and coreutils).`,
  };
}
