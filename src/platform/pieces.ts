import type { Frames } from './frames.ts';
import type { Stretch } from './silence.ts';

/**
 * A stretch of a film that becomes a file of its own, in seconds of the whole film. A copied one holds the frames whose
 * time stamps, in ticks, are from `from` up to but without `to`.
 */
export type Piece = { start: number; end: number } & ({ how: 'encode' } | { how: 'copy'; from: number; to: number });

/** A frame that is off by so much is where it should be, in seconds. */
const tolerance = 0.02;

/** Less is not worth a file of its own. */
const worthCopying = 0.5;

/**
 * Cuts what is kept of a film into pieces. Copied is what begins with a frame that needs none before it and ends where
 * no frame needs one after it; only what lies between there and a cut is encoded, and what is changed in the picture.
 * @param changed stretches whose picture changes
 */
export function planPieces(frames: Frames, kept: Stretch[], changed: Stretch[], canCopy: boolean): Piece[] {
  const boundaries = new Boundaries(frames);
  return kept.flatMap((span) => {
    if (!canCopy) return [encoded(...span)];
    return joined(partsOf(span, changed).flatMap((part) => planPart(boundaries, part)));
  });
}

interface Part {
  start: number;
  end: number;
  isChanged: boolean;
}

function partsOf([start, end]: Stretch, changed: Stretch[]): Part[] {
  const edges = [start, end, ...changed.flat().filter((edge) => edge > start && edge < end)];
  const ascending = [...new Set(edges)].toSorted((a, b) => a - b);
  return ascending.slice(0, -1).map((from, i) => {
    const to = ascending[i + 1] ?? end;
    return { start: from, end: to, isChanged: changed.some(([a, b]) => a < to && b > from) };
  });
}

function planPart(boundaries: Boundaries, { start, end, isChanged }: Part): Piece[] {
  const from = isChanged ? undefined : boundaries.firstStart(start - tolerance);
  const to = from === undefined ? undefined : boundaries.lastEnd(end, from);
  if (from === undefined || to === undefined) return [encoded(start, end)];
  const copied = { start: Math.max(start, from.seconds), end: Math.min(end, to.seconds) };
  if (copied.end - copied.start < worthCopying) return [encoded(start, end)];
  const begins = copied.start - start > tolerance;
  const ends = end - copied.end > tolerance;
  return [
    ...(begins ? [encoded(start, copied.start)] : []),
    { how: 'copy', start: begins ? copied.start : start, end: ends ? copied.end : end, from: from.pts, to: to.pts },
    ...(ends ? [encoded(copied.end, end)] : []),
  ];
}

/** Neighbours that are both encoded are one piece. */
function joined(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const last = result.at(-1);
    if (last?.how === 'encode' && piece.how === 'encode') last.end = piece.end;
    else result.push(piece);
  }
  return result;
}

function encoded(start: number, end: number): Piece {
  return { how: 'encode', start, end };
}

interface Boundary {
  index: number;
  pts: number;
  seconds: number;
}

/** Where a film can be taken apart: all frames that lie before are also shown before all those that lie after. */
class Boundaries {
  readonly #frames: Frames;
  readonly #latestBefore: number[] = [];
  readonly #earliestFrom: number[] = [];

  constructor(frames: Frames) {
    this.#frames = frames;
    const { pts } = frames;
    let latest = -Infinity;
    for (const [i, time] of pts.entries()) {
      this.#latestBefore[i] = latest;
      latest = Math.max(latest, time);
    }
    let earliest = Infinity;
    for (let i = pts.length - 1; i >= 0; i--) {
      earliest = Math.min(earliest, pts[i]!);
      this.#earliestFrom[i] = earliest;
    }
    this.#latestBefore.push(latest);
    this.#earliestFrom.push(Infinity);
  }

  #isClean(index: number): boolean {
    return this.#latestBefore[index]! < this.#earliestFrom[index]!;
  }

  #at(index: number): Boundary {
    const pts = this.#earliestFrom[index]!;
    return { index, pts, seconds: pts * this.#frames.tick };
  }

  /** Also the frames that follow a key frame must not need any from before it (open groups of pictures). */
  firstStart(seconds: number): Boundary | undefined {
    const { isKey, pts, tick } = this.#frames;
    const index = isKey.findIndex(
      (key, i) => key && pts[i]! * tick >= seconds && this.#isClean(i) && pts[i] === this.#earliestFrom[i],
    );
    return index < 0 ? undefined : this.#at(index);
  }

  /** The last end of frames that are shown before a moment. */
  lastEnd(seconds: number, { index: first }: Boundary): Boundary | undefined {
    const { pts, tick } = this.#frames;
    const wanted = (seconds - tolerance) / tick;
    let index = pts.findIndex((_, i) => i > first && this.#earliestFrom[i]! >= wanted);
    if (index < 0) index = pts.length;
    const isWhole = this.#isClean(index) && this.#latestBefore[index]! * tick < seconds - 0.001;
    if (isWhole) return { index, pts: this.#earliestFrom[index]!, seconds: Infinity };
    while (index > first && !(this.#isClean(index) && this.#earliestFrom[index]! <= wanted)) index--;
    return index > first ? this.#at(index) : undefined;
  }
}
