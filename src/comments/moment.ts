import { inEdited, inWhole } from '../media/timeline.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { filmOf, type Film } from '../sharing/film.ts';
import type { Place } from './place.ts';

/** A recorder counts a little less than a player shows. */
const slackSeconds = 1;

/**
 * What people point at, in seconds of the film that they see, is kept in seconds of the whole recording: so it stays true
 * whatever is cut out later. @throws Invalid for a moment that the film does not have
 */
export async function momentIn(deps: Deps, { subject }: Place, at: number | null): Promise<number | null> {
  if (at === null || subject.clipId === null) return null;
  const film = await filmOf(deps, subject);
  if (film.length !== null && at > film.length + slackSeconds)
    throw new Invalid({ at: 'The recording has no such moment: it ends before.' });
  return film.kept ? inWhole(stretchesOf(film.kept), at) : at;
}

/** The other way round. A moment that was cut out is where the cut is. */
export function momentShown(film: Film, at: number): number {
  return film.kept ? inEdited(stretchesOf(film.kept), at) : at;
}

function stretchesOf(kept: NonNullable<Film['kept']>): [number, number][] {
  return kept.map(([from, to]) => [from, to]);
}
