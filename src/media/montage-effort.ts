import type { Config } from '../platform/config.ts';
import { encodingTakesLong } from './effort.ts';
import { secondsOf, type MontagePart } from './montage-part.ts';
import { planMontage, shownSize, type PlannedPart, type Why } from './montage-plan.ts';
import { lookInto, type Source } from './montage-source.ts';
import type { Size } from './montage-ink.ts';

/** What it takes to make a film. */
export interface MontageEffort {
  /** How long it is likely to take on two cores that have nothing else to do; an estimate. */
  seconds: number;
  /** Too long to go before the rest of the queue. */
  takesLong: boolean;
  width: number;
  height: number;
  /** How many parts have pictures that are copied. */
  copied: number;
  /** Which cuts of films are encoded anew, which is what takes time, and why in words. */
  anew: { index: number; seconds: number; why: Exclude<Why, 'drawn'>; words: string }[];
}

/**
 * Looks into all recordings, which takes about a tenth of a second each, and makes nothing.
 * @throws PartUnreadable as `makeMontage`
 */
export async function montageEffort(
  config: Config,
  parts: MontagePart[],
  signal?: AbortSignal,
): Promise<MontageEffort> {
  const sources = await lookInto(config, parts, signal);
  const { screen, parts: planned } = planMontage(sources);
  const size = (screen.width * screen.height * screen.framesPerSecond) / (1280 * 720 * 30);
  const work = planned.map((plan, i) => workFor(parts[i]!, plan) * size + fixedWork);
  const seconds = Math.ceil(sum(work) / cores);
  const encoded = sum(planned.map(encodedSeconds)) * size;
  return {
    seconds,
    takesLong: encodingTakesLong(encoded),
    width: screen.width,
    height: screen.height,
    copied: planned.filter(({ why }) => why === undefined).length,
    anew: planned.flatMap(({ why }, index) => {
      if (why === undefined || why === 'drawn') return [];
      const source = sources[index]!;
      return [{ index, seconds: secondsOf(parts[index]!), why, words: inWords(why, source, screen) }];
    }),
  };
}

const cores = 2;

/** Seconds of processor time for each second of 720p with 30 pictures a second. */
const perSecond = { encoded: 0.3, drawn: 0.08 };

/** Starting programs, sound and drawings: for each part. */
const fixedWork = 0.35;

function workFor(part: MontagePart, plan: PlannedPart): number {
  if (plan.why === 'drawn') return secondsOf(part) * perSecond.drawn;
  return encodedSeconds(plan) * perSecond.encoded;
}

function encodedSeconds({ pieces }: PlannedPart): number {
  return sum(pieces.filter(({ how }) => how === 'encode').map(({ start, end }) => end - start));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function inWords(why: Exclude<Why, 'drawn'>, { frames }: Source, screen: Size): string {
  if (why === 'captions') return 'Its captions are drawn into the picture.';
  if (why === 'short') return 'It is too short to be copied.';
  if (why === 'coding') return 'It is coded in another way than the rest.';
  const { width, height } = shownSize(frames!);
  return `Its picture has another size than the film: ${width} × ${height} in place of ${screen.width} × ${screen.height}.`;
}
