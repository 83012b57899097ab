import { read } from './ffmpeg.ts';
import type { Frames } from './frames.ts';
import type { Piece } from './pieces.ts';

/** Whether pictures can be taken out of a film as they are, and others that are encoded put before and after them. */
export function canBeCopied(frames: Pick<Frames, 'codec' | 'rotation' | 'profile'>): boolean {
  return frames.codec === 'h264' && frames.rotation === 0 && profileOf(frames) !== undefined;
}

/** By which the others are known that are as easy to decode as what is copied. */
export function profileOf({ profile }: Pick<Frames, 'profile'>): string | undefined {
  return profiles.get(profile);
}

const profiles = new Map([
  ['Constrained Baseline', 'baseline'],
  ['Baseline', 'baseline'],
  ['Main', 'main'],
  ['High', 'high'],
]);

/**
 * A command that writes exactly the frames that were planned, with time stamps as they were: ffmpeg's own `-ss` and
 * `-t` round when they copy.
 */
export function copying(input: string, { start, from, to }: Piece & { how: 'copy' }, { tick }: Pick<Frames, 'tick'>) {
  const after = Number.isFinite(to) ? `+gte(pts,${to})` : '';
  const only = `noise=drop='lt(pts,${from})${after}',setts=pts=PTS-${from}:dts=DTS-${from}`;
  const reading = ['-ss', Math.max(0, start - 1).toFixed(3), '-copyts'];
  return read(input, reading)
    .outputOptions([
      '-map',
      '0:V:0',
      '-c',
      'copy',
      '-bsf:v',
      only,
      ...(after ? ['-to', ((to + 1) * tick + 2).toFixed(3)] : []),
    ])
    .outputOptions(ourMp4(tick));
}

/**
 * A command that writes such a piece with other time stamps. One that both chooses frames and does this is to be
 * avoided: in which ticks frames are chosen then depends on ffmpeg's version.
 */
export function retiming(piece: string, tick: number) {
  return read(piece).outputOptions(['-map', '0:V:0', '-c', 'copy', ...ourMp4(tick)]);
}

/** Of a piece of a film, its time stamps in ticks of so many seconds. */
export function ourMp4(tick: number): string[] {
  return ['-map_metadata', '-1', '-video_track_timescale', String(Math.round(1 / tick)), '-f', 'mp4'];
}
