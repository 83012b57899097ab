import type { Config } from './config.ts';
import { runConfined } from './confined.ts';

const known = new Map<string, Promise<string>>();

/** Such as `6.1.1`; asked once for as long as it works. @throws where ffmpeg cannot be started */
export function ffmpegVersion({ ffmpegPath }: Pick<Config, 'ffmpegPath'>): Promise<string> {
  const asked = known.get(ffmpegPath) ?? ask(ffmpegPath);
  known.set(ffmpegPath, asked);
  asked.catch(() => known.delete(ffmpegPath));
  return asked;
}

async function ask(program: string): Promise<string> {
  let printed = '';
  await runConfined(program, ['-version'], { seconds: 10, onOutput: (chunk) => (printed += chunk.toString()) });
  const version = /version (\S+)/.exec(printed)?.[1];
  if (!version) throw new Error(`${program} does not say its version`);
  return version;
}
