import { read, readOurs } from './ffmpeg.ts';
import type { Colour, Frames } from './frames.ts';
import { ourMp4 } from './copying.ts';
import { readingOverlays, whenShown, type Overlay } from './overlay.ts';
import type { Stretch } from './silence.ts';

/** What all pieces of a film have alike, whatever they are made of. */
export interface Screen {
  width: number;
  height: number;
  framesPerSecond: number;
  pixelFormat: string;
  colour: Colour;
  /** Seconds of a tick of the time stamps of every piece. */
  tick: number;
  /** Of the parameter set of what is encoded, which what is copied must not have. */
  sequenceId: number;
}

/** Pictures that lie over a piece, in seconds of the piece; all as large as each other. */
export interface Strip {
  /** As `writeOverlays` wrote it. */
  list: string;
  overlays: Overlay[];
  /** Of their upper edge, in pixels of the screen. */
  top: number;
}

/**
 * A command that encodes a stretch of a film so that it fits on a screen: with bars where it has another shape. The
 * last picture stays where there are none up to the stretch's end.
 * @param isBesideCopied its own pictures are copied before or after it, and nobody may see where
 */
export function filming(
  input: string,
  [start, end]: Stretch,
  screen: Screen,
  { frames, isBesideCopied, strip }: { frames: Frames; isBesideCopied: boolean; strip?: Strip },
) {
  const { framesPerSecond: rate } = screen;
  const length = (end - start).toFixed(3);
  // Twice: what stands still at the end has to be there before the stretch's own pictures are chosen.
  const timed = [`fps=${4 * rate}`, still, `fps=${rate}:start_time=${start.toFixed(3)}`, 'setpts=PTS-STARTPTS'];
  const filters = [...timed, `trim=end=${length}`, ...(isBesideCopied ? [] : fitting(frames, screen))];
  const command = read(input, ['-noaccurate_seek', '-ss', start.toFixed(3), '-copyts']);
  const chain = [`[0:V:0]${filters.join()}[shown]`];
  const last = strip ? layStrip(command, chain, 'shown', strip, 1, screen) : 'shown';
  return finish(command, chain, last, screen);
}

/** A part of a drawing that another takes the place of from its left to its right, evenly; in even pixels of the screen. */
export interface Wipe {
  /** Twice as wide as the part: what takes its place is the right half, and the left one what is to its left. */
  file: string;
  left: number;
  top: number;
  width: number;
}

/** A command that encodes a drawing of the screen's size for some seconds. */
export function showing(
  png: string,
  seconds: number,
  screen: Screen,
  { wipe, strip }: { wipe?: Wipe; strip?: Strip } = {},
) {
  const command = readOurs(png, drawn(screen.framesPerSecond));
  const filters = [toScreen(screen), `format=${screen.pixelFormat}`, still, `trim=end=${seconds.toFixed(3)}`];
  const chain = [`[0:v]${filters.join()}[drawn]`];
  const wiped = wipe ? layWipe(command, chain, wipe, seconds, screen) : 'drawn';
  const last = strip ? layStrip(command, chain, wiped, strip, wipe ? 2 : 1, screen) : wiped;
  return finish(command, chain, last, screen);
}

/** What lies beneath it stays as it is to the last bit, which a veil over it would not leave. Returns as `layStrip`. */
function layWipe(command: Command, chain: string[], wipe: Wipe, seconds: number, screen: Screen): string {
  const { file, left, top, width } = wipe;
  command.input(`file:${file}`).inputOptions(drawn(screen.framesPerSecond));
  const edge = `2*floor(${width / 2}*t/${seconds.toFixed(3)})`;
  const part = `crop=w=${width}:x='${edge}'`;
  chain.push(`[1:v]${toScreen(screen)},format=${screen.pixelFormat},${still},${part}[part]`);
  chain.push(`[drawn][part]overlay=x='${left - width}+${edge}':y=${top}:shortest=1[wiped]`);
  return 'wiped';
}

/** The options of an input that is a PNG of ours. */
function drawn(framesPerSecond: number): string[] {
  const only = ['-protocol_whitelist', 'file', '-format_whitelist', 'png_pipe', '-codec_whitelist', 'png'];
  return [...only, '-f', 'png_pipe', '-framerate', String(framesPerSecond)];
}

type Command = ReturnType<typeof read>;

const still = 'tpad=stop=-1:stop_mode=clone';

/** What bars are filled with: the stage behind every picture. */
const stage = '0x110e0b';

function fitting({ pixelAspect, colour, height }: Frames, screen: Screen): string[] {
  const { width: w, height: h } = screen;
  const square = pixelAspect === 1 ? [] : ["scale='trunc(iw*sar/2)*2':ih", 'setsar=1'];
  const within = 'force_original_aspect_ratio=decrease:force_divisible_by=2';
  const from = `in_color_matrix=${matrixOf(colour, height)}`;
  return [
    ...square,
    `scale=${w}:${h}:${within}:${from}:${towards(screen)}`,
    `pad=${w}:${h}:-1:-1:${stage}`,
    'setsar=1',
  ];
}

function toScreen(screen: Screen): string {
  return `scale=${towards(screen)}`;
}

function towards({ colour, height }: Screen): string {
  return `out_color_matrix=${matrixOf(colour, height)}:out_range=${colour.range === 'pc' ? 'pc' : 'tv'}`;
}

const matrices: Record<string, string> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
  bt2020nc: 'bt2020',
};

/** Players take what says nothing for BT.709 where it is large, and for BT.601 where it is small. */
function matrixOf({ space }: Colour, height: number): string {
  return matrices[space] ?? (height >= 720 ? 'bt709' : 'bt601');
}

/** Returns the name of what comes out. */
function layStrip(
  command: Command,
  chain: string[],
  under: string,
  strip: Strip,
  input: number,
  screen: Screen,
): string {
  const { list, overlays, top } = strip;
  command.input(`file:${list}`).inputOptions(readingOverlays(overlays[0]!));
  chain.push(`[${input}:v]${toScreen(screen)},format=yuva420p[strip]`);
  chain.push(`[${under}][strip]overlay=y=${top}:eof_action=repeat:enable='${whenShown(overlays)}'[captioned]`);
  return 'captioned';
}

/** Headers that depend on nothing but the screen, so that one parameter set describes every piece. */
function finish(command: Command, chain: string[], last: string, screen: Screen) {
  const { framesPerSecond: rate, pixelFormat, colour, sequenceId, tick } = screen;
  const { range, space, primaries, transfer } = colour;
  const said = `setparams=range=${range}:colorspace=${space}:color_primaries=${primaries}:color_trc=${transfer}`;
  chain.push(`[${last}]format=${pixelFormat},${said}[film]`);
  const named = `sps-id=${sequenceId}:stitchable=1:fps=${rate}:threads=1`;
  const coding = ['-preset', 'veryfast', '-crf', '21', '-profile:v', 'high', '-bf', '0', '-g', String(rate * 2)];
  return command
    .outputOptions(['-filter_complex', chain.join(';'), '-map', '[film]', '-c:v', 'libx264', ...coding])
    .outputOptions(['-x264-params', named, ...ourMp4(tick)]);
}
