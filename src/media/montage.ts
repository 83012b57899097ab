import fs from 'node:fs/promises';
import path from 'node:path';
import { Unreadable } from '../platform/bad-media.ts';
import { writeChaptered, type Chapter } from '../platform/chaptered.ts';
import type { Deps } from '../platform/deps.ts';
import { joinPieces } from '../platform/join.ts';
import { addDescriptions, readDescription } from '../platform/parameter-sets.ts';
import { inLanes, together } from '../platform/together.ts';
import { ink } from './montage-ink.ts';
import { chapterTitle, naming, placesOf, secondsOf, type MontagePart } from './montage-part.ts';
import { makePictures, type Made, type Shot } from './montage-picture.ts';
import { planMontage } from './montage-plan.ts';
import { joinSounds, takeSounds } from './montage-sound.ts';
import { lookInto, type Source } from './montage-source.ts';
import { inWorkshop } from './workshop.ts';

export { PartUnreadable, type MontagePart } from './montage-part.ts';

export interface MontageOptions {
  signal?: AbortSignal;
  /** From 0 to 100. */
  progress?: (percent: number) => void;
  niceness?: number;
  /** The brand's colour on dark grounds, as `#6bc8d3`. */
  accent?: string;
}

export interface Montage {
  seconds: number;
  /** When each part begins, in seconds of the film. */
  starts: number[];
  width: number;
  height: number;
  /** How many parts have pictures that were copied, not encoded anew. */
  copied: number;
}

/**
 * Puts cuts of recordings and cards into one MP4, at one size, rate and loudness, with chapters. Nothing lies at `out`
 * before all of it does.
 * @param out on the disk that the storage folder is on
 * @throws PartUnreadable naming the part that is missing or damaged
 */
export async function makeMontage(
  { config, storage }: Pick<Deps, 'config' | 'storage'>,
  parts: MontagePart[],
  out: string,
  { signal, progress, niceness, accent = ink.accent }: MontageOptions = {},
): Promise<Montage> {
  if (parts.length === 0) throw new Unreadable('There is nothing to put together.');
  return inWorkshop(storage, async (folder) => {
    const sources = await lookInto(config, parts, signal);
    const plan = planMontage(sources);
    const lengths = parts.map((part, i) => lengthOf(part, sources[i]));
    const { starts, seconds } = placesOf(lengths);
    const told = (from: number, to: number) => (share: number) => progress?.(from + (to - from) * share);
    const sounds = await takeSounds(config, sources, folder, { signal, niceness, progress: told(2, 15) });
    const shots = parts.map((part, i) => ({ ...plan.parts[i]!, part, source: sources[i], sound: sounds[i] }));
    const sound = path.join(folder, 'sound.raw');
    const [made] = await together<[Made[], void]>(signal, (signal) => [
      makeAll(shots, { config, screen: plan.screen, accent, folder, signal, niceness, progress: told(15, 90) }),
      joinSounds(
        sounds.map((file, i) => ({ file, seconds: lengths[i]! })),
        sound,
        signal,
      ),
    ]);
    const picture = path.join(folder, 'picture.mp4');
    await joinPictures(config, made, picture, { folder, signal });
    const film = path.join(folder, 'film.mp4');
    const chapters = chaptersOf(parts, starts);
    await writeChaptered(config, { picture, sound, chapters }, film, { signal, niceness, progress: told(90, 100) });
    signal?.throwIfAborted();
    await fs.rename(film, out);
    const { width, height } = plan.screen;
    return { seconds, starts, width, height, copied: plan.parts.filter(({ why }) => why === undefined).length };
  });
}

function lengthOf(part: MontagePart, source: Source | undefined): number {
  return source ? secondsOf({ ...source.cut, start: source.start, end: source.end }) : secondsOf(part);
}

type Makers = Omit<Parameters<typeof makePictures>[1], 'folder'> & {
  folder: string;
  progress: (share: number) => void;
};

/** Two at a time: what they wait for each other, the other core does. */
async function makeAll(shots: Shot[], { folder, progress, ...studio }: Makers): Promise<Made[]> {
  const made: Made[][] = shots.map(() => []);
  let done = 0;
  await inLanes(studio.signal, 2, [...shots.entries()], async ([index, shot], signal) => {
    const own = path.join(folder, `part-${index}`);
    made[index] = await makePictures(shot, { ...studio, folder: own, signal }).catch(naming(index));
    progress(++done / shots.length);
  });
  return made.flat();
}

async function joinPictures(
  config: Deps['config'],
  made: Made[],
  output: string,
  options: { folder: string; signal?: AbortSignal },
): Promise<void> {
  await joinPieces(config, made, output, options);
  const descriptions = await Promise.all(made.map(({ file }) => readDescription(file)));
  await addDescriptions(
    output,
    descriptions.filter((each) => each !== undefined),
  );
}

/** A card that names who speaks next begins the chapter that both are. */
function chaptersOf(parts: MontagePart[], starts: number[]): Chapter[] {
  return parts.flatMap((part, i) => {
    const title = chapterTitle(part);
    const isAfterCard = part.kind === 'cut' && parts[i - 1]?.kind === 'card';
    return title === undefined || isAfterCard ? [] : [{ start: starts[i]!, title }];
  });
}
