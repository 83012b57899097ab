import { findClip } from '../media/clip.ts';
import { getEdit } from '../media/edit.ts';
import { inEdited, keptOf, lengthOf } from '../media/timeline.ts';
import type { Deps } from '../platform/deps.ts';
import { joinParts, type Part } from './parts.ts';
import type { Subject } from './subject.ts';

/** The recording of a thing as viewers see it now. */
export interface Film {
  /** In seconds; null while nobody knows. */
  length: number | null;
  /** What is left of the whole recording. Null where all of it is shown. */
  kept: Part[] | null;
}

export async function filmOf({ db }: Pick<Deps, 'db'>, { clipId }: Pick<Subject, 'clipId'>): Promise<Film> {
  const clip = clipId === null ? undefined : await findClip(db, clipId);
  const seconds = clip?.seconds ?? clip?.declaredSeconds ?? null;
  const { cuts } = clip ? await getEdit(db, clip.id) : { cuts: [] };
  if (seconds === null || cuts.length === 0) return { length: seconds, kept: null };
  const kept = keptOf(cuts, seconds).map(([from, to]): Part => [from, to]);
  return { length: lengthOf(kept.map(([from, to]) => [from, to])), kept };
}

/** What was seen, in seconds of the whole recording: so it stays true when something else is cut out later. */
export function inWholeFilm({ kept }: Film, parts: readonly Part[]): Part[] {
  if (!kept) return [...parts];
  let before = 0;
  return kept.flatMap(([start, end]) => {
    const shift = start - before;
    before += end - start;
    return parts.map(([from, to]): Part => [Math.max(start, from + shift), Math.min(end, to + shift)]).filter(isSome);
  });
}

/** The other way round: what is left of it in the film as it is now. */
export function inShownFilm({ kept }: Film, parts: readonly Part[]): Part[] {
  if (!kept) return [...parts];
  const stretches = kept.map(([from, to]): [number, number] => [from, to]);
  return joinParts(
    parts.map(([from, to]): Part => [inEdited(stretches, from), inEdited(stretches, to)]).filter(isSome),
  );
}

function isSome([from, to]: Part): boolean {
  return to > from;
}
