import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import type { Config } from '../platform/config.ts';
import { copying, retiming } from '../platform/copying.ts';
import { runFfmpeg } from '../platform/ffmpeg.ts';
import type { Piece } from '../platform/pieces.ts';
import { renumberDescription, renumberSample } from '../platform/renumber.ts';
import { countSamples, rewriteSamples } from '../platform/samples.ts';
import { filming, showing, type Screen } from '../platform/screen.ts';
import { drawCaptions } from './montage-captions.ts';
import { drawCard } from './montage-card.ts';
import { secondsOf, type MontagePart } from './montage-part.ts';
import { heightsOf } from './montage-sound.ts';
import { damaged, type Source } from './montage-source.ts';
import { barCount, drawVoice } from './montage-voice.ts';

/** What the pictures of one part are made of. */
export interface Shot {
  part: MontagePart;
  source: Source | undefined;
  pieces: Piece[];
  /** As in the plan. */
  number: number | undefined;
  /** Raw; undefined for silence. */
  sound: string | undefined;
}

export interface Studio {
  config: Config;
  screen: Screen;
  accent: string;
  /** An empty one for this part alone. */
  folder: string;
  signal?: AbortSignal;
  niceness?: number;
}

/** A file with pictures, and how long they are to be seen. */
export interface Made {
  file: string;
  seconds: number;
}

/** Makes the pictures of one part, as files that can be put end to end. */
export async function makePictures(shot: Shot, studio: Studio): Promise<Made[]> {
  await fs.mkdir(studio.folder);
  const { part, source } = shot;
  if (part.kind === 'card') return [await makeCard(part, studio)];
  if (!source) throw new Error('Nobody has looked into this recording');
  return source.frames ? film(shot, source, studio) : [await makeVoice(shot, source, studio)];
}

async function makeCard(part: MontagePart & { kind: 'card' }, studio: Studio): Promise<Made> {
  const { screen, accent, folder } = studio;
  const png = path.join(folder, 'card.png');
  await drawCard(part, screen, accent, png);
  const seconds = secondsOf(part);
  return write(showing(png, seconds, screen), 'card', seconds, studio);
}

async function makeVoice({ sound }: Shot, source: Source, studio: Studio): Promise<Made> {
  const { screen, accent, folder } = studio;
  const { cut } = source;
  const seconds = source.end - source.start;
  const heights = sound ? await heightsOf(sound, barCount(screen)) : [];
  const { file, wipe } = await drawVoice(cut.label, heights, screen, accent, folder);
  const strip = await drawCaptions(cut.captions ?? [], seconds, screen, folder);
  return write(showing(file, seconds, screen, { wipe, strip }), 'voice', seconds, studio);
}

async function film(shot: Shot, source: Source, studio: Studio): Promise<Made[]> {
  const { screen, folder } = studio;
  const { cut, frames } = source;
  const isBesideCopied = shot.pieces.some(({ how }) => how === 'copy');
  const strip = await drawCaptions(cut.captions ?? [], source.end - source.start, screen, folder);
  const made: Made[] = [];
  for (const [index, piece] of shot.pieces.entries()) {
    const { how, start, end } = piece;
    if (how === 'copy') made.push(await copy(piece, index, shot, studio));
    else {
      const command = filming(cut.file, [start, end], screen, { frames: frames!, isBesideCopied, strip });
      made.push(await write(command, `piece-${index}`, end - start, studio));
    }
  }
  return made;
}

async function copy(piece: Copied, index: number, { source, number }: Shot, studio: Studio): Promise<Made> {
  const { cut, frames, description } = source!;
  const seconds = piece.end - piece.start;
  let made = await write(copying(cut.file, piece, frames!), `piece-${index}`, seconds, studio);
  if (frames!.tick !== studio.screen.tick) {
    made = await write(retiming(made.file, studio.screen.tick), `even-${index}`, seconds, studio);
  }
  if (number === undefined) return made;
  const file = path.join(studio.folder, `numbered-${index}.mp4`);
  const renumbered = renumberDescription(description!, number);
  await rewriteSamples(made.file, file, (sample) => renumberSample(sample, number), renumbered);
  return { file, seconds };
}

type Copied = Piece & { how: 'copy' };

const mostBytes = 64 * 2 ** 30;

async function write(
  command: ReturnType<typeof copying>,
  name: string,
  seconds: number,
  { config, folder, signal, niceness }: Studio,
): Promise<Made> {
  const file = path.join(folder, `${name}.mp4`);
  const limits = { seconds: seconds + 30, fileBytes: mostBytes, signal, niceness };
  await runFfmpeg(config, command.output(`file:${file}`), limits);
  if ((await countSamples(file)) === 0) throw new Unreadable(damaged);
  return { file, seconds };
}
