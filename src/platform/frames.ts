import { hardening, inWords } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';

/** The coded pictures of a film that we made, in the order in which they lie in the file. */
export interface Frames {
  /** Seconds of one tick of the time stamps. */
  tick: number;
  /** Time stamps, in ticks. */
  pts: number[];
  /** Whether each can be decoded without those before it. */
  isKey: boolean[];
  codec: string;
  profile: string;
  pixelFormat: string;
  framesPerSecond: number;
  /** As they are coded, which is not as they are shown where they are turned. */
  width: number;
  height: number;
  /** By how many degrees it is turned to be shown. */
  rotation: number;
}

const entries =
  'stream=codec_name,profile,pix_fmt,width,height,time_base,avg_frame_rate:stream_side_data=rotation:packet=pts,flags';

/** Lists them without decoding any. */
export async function listFrames(config: Config, input: string, signal?: AbortSignal): Promise<Frames> {
  const reader = new FrameReader();
  const print = ['-select_streams', 'V:0', '-show_entries', entries, '-print_format', 'default=noprint_wrappers=1'];
  await runConfined(config.ffprobePath, ['-v', 'error', ...hardening, ...print, '-i', `file:${input}`], {
    seconds: 600,
    signal,
    onOutput: (chunk) => reader.read(chunk),
  }).catch(inWords);
  return reader.frames();
}

/** Reads lines such as `pts=512`, then `flags=K__`; hours of film have a million of them. */
class FrameReader {
  readonly #pts: number[] = [];
  readonly #isKey: boolean[] = [];
  readonly #stream = new Map<string, string>();
  #rest = '';

  read(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#readLine(line);
  }

  #readLine(line: string): void {
    const [name = '', value = ''] = line.trim().split('=');
    if (name === 'pts') this.#pts.push(Number(value));
    else if (name === 'flags') this.#isKey.push(value.startsWith('K'));
    else this.#stream.set(name, value);
  }

  frames(): Frames {
    const text = (name: string) => this.#stream.get(name) ?? '';
    const [ticks, perSeconds] = ratio(text('time_base'));
    const [frames, per] = ratio(text('avg_frame_rate'));
    return {
      tick: ticks / perSeconds,
      pts: this.#pts,
      isKey: this.#isKey,
      codec: text('codec_name'),
      profile: text('profile'),
      pixelFormat: text('pix_fmt'),
      framesPerSecond: frames / per || 30,
      width: Number(text('width')),
      height: Number(text('height')),
      rotation: Math.abs(Number(text('rotation'))),
    };
  }
}

function ratio(text: string): [number, number] {
  const [above = 0, below = 1] = text.split('/').map(Number);
  return [above, below || 1];
}
