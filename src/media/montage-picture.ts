import fs from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../platform/config.ts';
import { copying, retiming } from '../platform/copying.ts';
import { runFfmpeg } from '../platform/ffmpeg.ts';
import type { Piece } from '../platform/pieces.ts';
import { filming, showing, type Screen } from '../platform/screen.ts';
import { drawCaptions } from './montage-captions.ts';
import { drawCard } from './montage-card.ts';
import { secondsOf, type MontagePart } from './montage-part.ts';
import { heightsOf } from './montage-sound.ts';
import type { Source } from './montage-source.ts';
import { barCount, drawVoice } from './montage-voice.ts';

/** What the pictures of one part are made of. */
export interface Shot {
  part: MontagePart;
  source: Source | undefined;
  pieces: Piece[];
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

async function film({ pieces }: Shot, source: Source, studio: Studio): Promise<Made[]> {
  const { screen, folder } = studio;
  const { cut } = source;
  const frames = source.frames!;
  const isBesideCopied = pieces.some(({ how }) => how === 'copy');
  const strip = await drawCaptions(cut.captions ?? [], source.end - source.start, screen, folder);
  const made: Made[] = [];
  for (const [index, piece] of pieces.entries()) {
    const seconds = piece.end - piece.start;
    const command =
      piece.how === 'copy'
        ? copying(cut.file, piece, frames)
        : filming(cut.file, [piece.start, piece.end], screen, { frames, isBesideCopied, strip });
    const written = await write(command, `piece-${index}`, seconds, studio);
    const isInStep = piece.how === 'encode' || frames.tick === screen.tick;
    made.push(isInStep ? written : await write(retiming(written.file, screen.tick), `even-${index}`, seconds, studio));
  }
  return made;
}

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
  return { file, seconds };
}
