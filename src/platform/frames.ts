import { hardening, inWords } from './bad-media.ts';
import type { Config } from './config.ts';
import { runConfined } from './confined.ts';
import type { Stretch } from './silence.ts';

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
  /** Width of a pixel by its height. */
  pixelAspect: number;
  colour: Colour;
}

/** What the numbers of a picture mean, in ffmpeg's words; `unknown` where a film does not say. */
export interface Colour {
  range: string;
  space: string;
  primaries: string;
  transfer: string;
}

const shape = 'codec_name,profile,pix_fmt,width,height,time_base,avg_frame_rate,sample_aspect_ratio';
const colours = 'color_range,color_space,color_primaries,color_transfer';
const entries = `stream=${shape},${colours}:stream_side_data=rotation:packet=pts,flags`;

/**
 * Lists them without decoding any.
 * @param within only those from the key frame before this stretch up to its end, in seconds; all of them where absent
 */
export async function listFrames(
  config: Config,
  input: string,
  signal?: AbortSignal,
  within?: Stretch,
): Promise<Frames> {
  const reader = new FrameReader();
  const only = within ? ['-read_intervals', within.map((edge) => Math.max(0, edge).toFixed(3)).join('%')] : [];
  const chosen = ['-select_streams', 'V:0', '-show_entries', entries, ...only];
  const print = [...chosen, '-print_format', 'default=noprint_wrappers=1'];
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
      pixelAspect: aspect(text('sample_aspect_ratio')),
      colour: {
        range: text('color_range') || 'unknown',
        space: text('color_space') || 'unknown',
        primaries: text('color_primaries') || 'unknown',
        transfer: text('color_transfer') || 'unknown',
      },
    };
  }
}

/** `0:1` and `N/A` stand for square pixels. */
function aspect(text: string): number {
  const [across = 0, down = 0] = text.split(':').map(Number);
  return across > 0 && down > 0 ? across / down : 1;
}

function ratio(text: string): [number, number] {
  const [above = 0, below = 1] = text.split('/').map(Number);
  return [above, below || 1];
}
