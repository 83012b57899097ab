import path from 'node:path';
import type { Config } from './config.ts';
import { read, runFfmpeg } from './ffmpeg.ts';
import { canBeCopied, copying, ourMp4, profileOf } from './copying.ts';
import { listFrames, type Frames } from './frames.ts';
import { joinPieces } from './join.ts';
import { addDescriptions, readDescription, sequenceId } from './parameter-sets.ts';
import { planPieces, type Piece } from './pieces.ts';
import { hiding, type Region } from './redaction.ts';
import type { Stretch } from './silence.ts';

export interface PictureCut {
  /** What is left of it, ascending. */
  kept: Stretch[];
  regions: Region[];
  /** For what is needed meanwhile; whoever made it removes it. */
  folder: string;
  niceness?: number;
  signal?: AbortSignal;
  /** From 0 to 100. */
  progress?: (percent: number) => void;
  /** Told how many seconds are to be encoded, before anything is. */
  onPlan?: (seconds: number) => void;
}

/**
 * Writes the picture of an MP4 that `toMp4` made without what is cut out of it and with parts of it hidden. Copies what
 * stays as it is, but for the edges at which no frame can begin or end.
 */
export async function cutPicture(config: Config, input: string, output: string, cut: PictureCut): Promise<void> {
  const frames = await listFrames(config, input, cut.signal);
  const margin = 1.5 / rateOf(frames) + 0.02;
  const changed = cut.regions.map(({ start, end }): Stretch => [start - margin - 0.03, end + margin + 0.03]);
  const canCopy = canBeCopied(frames);
  const pieces = planPieces(frames, cut.kept, changed, canCopy);
  cut.onPlan?.(sum(pieces.filter(({ how }) => how === 'encode')));
  const number = canCopy ? await freeNumber(input) : 0;
  const files: { file: string; seconds: number }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const file = path.join(cut.folder, `piece-${index}.mp4`);
    const command =
      piece.how === 'copy' ? copying(input, piece, frames) : encode(input, piece, frames, cut, margin, number);
    const limits = { seconds: piece.end - piece.start + 30, fileBytes: mostBytes, niceness: cut.niceness };
    await runFfmpeg(config, command.output(`file:${file}`), { ...limits, signal: cut.signal });
    files.push({ file, seconds: piece.end - piece.start });
    cut.progress?.((sum(pieces.slice(0, index + 1)) / sum(pieces)) * 100);
  }
  await joinPieces(config, files, output, cut);
  const descriptions = await Promise.all(files.map(({ file }) => readDescription(file)));
  await addDescriptions(
    output,
    descriptions.filter((each) => each !== undefined),
  );
}

const mostBytes = 64 * 2 ** 30;

function sum(stretches: { start: number; end: number }[]): number {
  return stretches.reduce((seconds, { start, end }) => seconds + end - start, 0);
}

/** Screens that stand still have fewer frames than can be encoded well. */
function rateOf({ framesPerSecond }: Frames): number {
  return Math.min(30, Math.max(10, framesPerSecond));
}

/** Begins to decode at the key frame before, so that a picture that stands still at the cut is there. */
function encode(input: string, { start, end }: Piece, frames: Frames, cut: PictureCut, margin: number, number: number) {
  const rate = rateOf(frames);
  const hidden = cut.regions.filter((region) => region.start - margin < end && region.end + margin > start);
  const filters = [
    start === 0 ? `fps=${rate}:start_time=0` : `fps=${rate}`,
    `trim=start=${start.toFixed(3)}:end=${end.toFixed(3)}`,
    ...hiding(hidden, shownSize(frames), margin),
    'setpts=PTS-STARTPTS',
  ];
  const profile = profileOf(frames) ?? 'high';
  const coding = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-profile:v', profile, '-g', '90'];
  // A number of its own tells what is encoded from what is copied.
  const named = ['-x264-params', `sps-id=${number}`, '-pix_fmt', frames.pixelFormat];
  return read(input, ['-noaccurate_seek', '-ss', start.toFixed(3), '-copyts'])
    .outputOptions(['-map', '0:V:0', '-vf', filters.join(), ...coding, ...named])
    .outputOptions(ourMp4(frames.tick));
}

/** Upright, as filters get it. */
function shownSize({ width, height, rotation }: Frames) {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/** By which no picture in the film is described. */
async function freeNumber(input: string): Promise<number> {
  const taken = ((await readDescription(input))?.sequence ?? []).map(sequenceId);
  return [7, 8, 9, 10, 11].find((number) => !taken.includes(number)) ?? 12;
}
