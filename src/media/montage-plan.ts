import { canBeCopied } from '../platform/copying.ts';
import type { Colour, Frames } from '../platform/frames.ts';
import { sequenceId, type Description } from '../platform/parameter-sets.ts';
import { planPieces, type Piece } from '../platform/pieces.ts';
import { canBeRenumbered, spareNumbers } from '../platform/renumber.ts';
import type { Screen } from '../platform/screen.ts';
import type { Size } from './montage-ink.ts';
import type { Source } from './montage-source.ts';

/** Why the pictures of a part are not copied. */
export type Why = 'drawn' | 'captions' | 'coding' | 'size' | 'short';

/** How the pictures of a film are made. */
export interface MontagePlan {
  screen: Screen;
  /** For each part, pieces in seconds of its recording; none for what is drawn. */
  parts: PlannedPart[];
}

export interface PlannedPart {
  pieces: Piece[];
  why: Why | undefined;
  /** By which copied pictures are to refer to how they are coded; undefined where they may keep theirs. */
  number: number | undefined;
}

/** A film has the size, the rate and the coding that most of its H.264 has, by seconds, so that most can be copied. */
export function planMontage(sources: (Source | undefined)[]): MontagePlan {
  const size = sizeOf(sources);
  const model = modelOf(sources, size);
  const taken = (model?.description?.sequence ?? []).map(sequenceId);
  const screen = {
    ...size,
    framesPerSecond: rateOf(sources),
    pixelFormat: model?.frames?.pixelFormat ?? 'yuv420p',
    colour: model?.frames?.colour ?? usual,
    tick: model?.frames?.tick ?? 1 / 90_000,
    sequenceId: [7, 8, 9, 10, 11].find((number) => !taken.includes(number)) ?? 12,
  };
  const numbers = numbersOf(sources, screen, model);
  return { screen, parts: sources.map((source) => planPart(source, screen, numbers)) };
}

function planPart(source: Source | undefined, screen: Screen, numbers: Numbers): PlannedPart {
  if (!source?.frames) return { pieces: [], why: 'drawn', number: undefined };
  const { frames, start, end } = source;
  const why = whyNot(source, screen, numbers);
  const pieces = planPieces(frames, [[start, end]], [], why === undefined);
  const isCopied = pieces.some(({ how }) => how === 'copy');
  return {
    pieces,
    why: why ?? (isCopied ? undefined : 'short'),
    number: isCopied ? numbers.get(keyOf(source)) : undefined,
  };
}

function whyNot(source: Source, screen: Screen, numbers: Numbers): Why | undefined {
  if (source.cut.captions?.length) return 'captions';
  if (!sameSize(shownSize(source.frames!), screen)) return 'size';
  return isCopyable(source, screen) && numbers.has(keyOf(source)) ? undefined : 'coding';
}

/** Of each way of coding that can be copied, by what tells it from others. */
type Numbers = Map<string, number | undefined>;

/** Those of the coding that most have stay as they are; others get a number each, as long as there are any. */
function numbersOf(sources: (Source | undefined)[], screen: Screen, model: Source | undefined): Numbers {
  const numbers: Numbers = new Map();
  if (!model) return numbers;
  numbers.set(keyOf(model), undefined);
  const taken = model.description!.sequence.map(sequenceId);
  const spare = spareNumbers.filter((number) => !taken.includes(number) && number !== screen.sequenceId);
  for (const source of sources) {
    if (!source || !isCopyable(source, screen) || numbers.has(keyOf(source))) continue;
    const isLike =
      source.frames!.pixelFormat === screen.pixelFormat && isSameColour(source.frames!.colour, screen.colour);
    if (isLike && canBeRenumbered(source.description!) && spare.length > 0) numbers.set(keyOf(source), spare.shift());
  }
  return numbers;
}

/** Numbers mean the same colours, as far as films say it. */
function isSameColour(one: Colour, other: Colour): boolean {
  const parts = ['range', 'space', 'primaries', 'transfer'] as const;
  const usualOf = (colour: Colour, part: keyof Colour) => (colour[part] === 'unknown' ? usual[part] : colour[part]);
  return parts.every((part) => usualOf(one, part) === usualOf(other, part));
}

function isCopyable({ frames, description }: Source, size: Size): boolean {
  return Boolean(frames && description && canBeCopied(frames) && sameSize(shownSize(frames), size));
}

const usualSize = { width: 1280, height: 720 };
const usual: Colour = { range: 'tv', space: 'bt709', primaries: 'bt709', transfer: 'bt709' };
const mostPixelsAcross = { long: 1920, short: 1080 };

function sizeOf(sources: (Source | undefined)[]): Size {
  const filmed = sources.filter((source) => source?.frames !== undefined) as Source[];
  const h264 = filmed.filter(({ frames }) => frames?.codec === 'h264');
  const most = mostCommon(h264.length > 0 ? h264 : filmed, ({ frames }) => {
    const { width, height } = shownSize(frames!);
    return `${width}x${height}`;
  });
  return most ? within(shownSize(most.frames!)) : usualSize;
}

/** As others will want to play it: even, and no larger than 1080p. */
function within({ width, height }: Size): Size {
  const { long, short } = mostPixelsAcross;
  const scale = Math.min(1, long / Math.max(width, height), short / (Math.min(width, height) - 8));
  const even = (side: number) => Math.max(2, 2 * Math.floor((side * scale) / 2));
  return { width: even(width), height: even(height) };
}

/** One of those whose pictures can be copied, most seconds of which are coded as it is. */
function modelOf(sources: (Source | undefined)[], size: Size): Source | undefined {
  return mostCommon(sources.filter((source) => source && isCopyable(source, size)) as Source[], keyOf);
}

/** Of the same kind are those of which one description tells everything that a decoder has to know. */
function keyOf({ description, frames }: Source): string {
  const { head, sequence, picture } = description as Description;
  const sets = [head, ...sequence, ...picture].map((each) => each.toString('hex'));
  return [frames!.pixelFormat, frames!.profile, frames!.pixelAspect, ...sets].join();
}

const rates = [15, 20, 24, 25, 30];

/** Of the recordings, by seconds; screens that stand still have fewer frames than a card should. */
function rateOf(sources: (Source | undefined)[]): number {
  const nearest = ({ frames }: Source) =>
    rates.toSorted((a, b) => Math.abs(a - frames!.framesPerSecond) - Math.abs(b - frames!.framesPerSecond))[0]!;
  const most = mostCommon(sources.filter((source) => source?.frames) as Source[], (source) => String(nearest(source)));
  return most ? nearest(most) : 30;
}

function mostCommon(sources: Source[], kindOf: (source: Source) => string): Source | undefined {
  const kinds = new Map<string, { first: Source; seconds: number }>();
  for (const source of sources) {
    const kind = kinds.get(kindOf(source)) ?? { first: source, seconds: 0 };
    kind.seconds += source.end - source.start;
    kinds.set(kindOf(source), kind);
  }
  return [...kinds.values()].toSorted((a, b) => b.seconds - a.seconds)[0]?.first;
}

/** Upright, with square pixels. */
export function shownSize({ width, height, rotation, pixelAspect }: Frames): Size {
  const across = Math.round(width * pixelAspect);
  return rotation % 180 === 0 ? { width: across, height } : { width: height, height: across };
}

function sameSize(one: Size, other: Size): boolean {
  return one.width === other.width && one.height === other.height;
}
