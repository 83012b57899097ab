import fs from 'node:fs/promises';
import { Unreadable } from '../platform/bad-media.ts';
import type { Config } from '../platform/config.ts';
import { probe, type Probe } from '../platform/ffprobe.ts';
import { listFrames, type Frames } from '../platform/frames.ts';
import { readDescription, type Description } from '../platform/parameter-sets.ts';
import { inLanes } from '../platform/together.ts';
import { PartUnreadable, type Cut, type MontagePart } from './montage-part.ts';
import { hundredths } from './timeline.ts';

/** What is known of a recording that a cut is taken from. */
export interface Source {
  cut: Cut;
  /** What is left of the cut where the recording ends before it does, in seconds of the recording. */
  start: number;
  end: number;
  hasSound: boolean;
  /** Of the stretch and what is around it; undefined where there is only sound. */
  frames?: Frames;
  /** How its pictures are coded; undefined where they cannot be copied. */
  description?: Description;
}

/** Said where a recording has nothing to show at a moment that lies within it. */
export const damaged = 'Its recording is damaged there.';

/** Shorter than this nothing is seen or heard. */
const shortestCut = 0.1;

/**
 * Looks into the recording of each cut; a card has none.
 * @throws PartUnreadable for the first that is missing, damaged or too short
 */
export async function lookInto(
  config: Config,
  parts: MontagePart[],
  outer?: AbortSignal,
): Promise<(Source | undefined)[]> {
  const found: (Source | undefined)[] = parts.map(() => undefined);
  const probes = new Map<string, Promise<Probe>>();
  await inLanes(outer, 2, [...parts.entries()], async ([index, part], signal) => {
    if (part.kind === 'card') return;
    try {
      if (!probes.has(part.file)) probes.set(part.file, probeThere(config, part.file, signal));
      found[index] = await look(config, part, await probes.get(part.file)!, signal);
    } catch (error) {
      throw error instanceof Unreadable ? new PartUnreadable(index, error.message, { cause: error }) : error;
    }
  });
  return found;
}

async function probeThere(config: Config, file: string, signal: AbortSignal): Promise<Probe> {
  const isThere = await fs.stat(file).then(
    (stats) => stats.isFile(),
    () => false,
  );
  if (!isThere) throw new Unreadable('Its recording is no longer there.');
  return probe(config, file, signal);
}

async function look(config: Config, cut: Cut, media: Probe, signal: AbortSignal): Promise<Source> {
  const start = hundredths(Math.max(0, cut.start));
  const end = hundredths(Math.min(cut.end, media.seconds ?? Infinity));
  if (!(end - start >= shortestCut)) throw new Unreadable('Its recording ends before the cut begins.');
  const source = { cut, start, end, hasSound: media.audio !== undefined };
  if (!cut.hasVideo || !media.video) {
    if (!media.audio) throw new Unreadable('Nothing is to be seen or heard in it.');
    return source;
  }
  // Frames that are shown before the end may lie a little after it.
  const frames = await listFrames(config, cut.file, signal, [start - 1, end + 3]);
  if (frames.pts.length === 0) throw new Unreadable(damaged);
  const description = frames.codec === 'h264' ? await readDescription(cut.file) : undefined;
  return { ...source, frames, description };
}
