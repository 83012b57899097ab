import { getClip, type Clip } from '../media/clip.ts';
import { getEdit, type Edit } from '../media/edit.ts';
import { inEdited, keptOf, sharedSeconds } from '../media/timeline.ts';
import type { Db } from '../platform/database.ts';
import { timed, type Segment } from './segment.ts';
import { findSegments, updateText } from './store.ts';

/** What stands for words that are not to be heard. */
export const removed = '[removed]';

/** Words are timed by their share of a phrase: one that is so near to a muted stretch may have been said in it. */
const mutedMargin = 0.25;

/**
 * What is said in what is left of a recording, at the times at which it is heard there. Words that were cut are gone, of
 * a muted stretch only a mark is left.
 * @param seconds how long the whole recording is
 */
export function editedSegments(segments: Segment[], edit: Pick<Edit, 'cuts' | 'mutes'>, seconds: number): Segment[] {
  if (edit.cuts.length + edit.mutes.length === 0) return segments;
  const kept = keptOf(edit.cuts, seconds);
  const cuts = edit.cuts;
  return segments.flatMap((segment) => {
    if (!isTouched(segment, edit)) return [moved(kept, segment)];
    const words = wordsOf(segment).filter(({ start, end }) => sharedSeconds(cuts, start, end) < (end - start) / 2);
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) return [];
    const text = withoutRepetition(words.map((word) => (isMuted(word, edit) ? removed : word.text))).join(' ');
    return [moved(kept, { start: first.start, end: last.end, text })];
  });
}

/** A phrase's words, each timed by its share of the characters. */
export function wordsOf(segment: Segment): Segment[] {
  return timed(segment.text.split(/\s+/).filter(Boolean), [segment]);
}

function isTouched({ start, end }: Segment, { cuts, mutes }: Pick<Edit, 'cuts' | 'mutes'>): boolean {
  return [...cuts, ...mutes].some(([from, to]) => from - mutedMargin < end && to + mutedMargin > start);
}

function isMuted({ start, end }: Segment, { mutes }: Pick<Edit, 'mutes'>): boolean {
  return mutes.some(([from, to]) => from - mutedMargin < end && to + mutedMargin > start);
}

function withoutRepetition(words: string[]): string[] {
  return words.filter((word, i) => word !== removed || words[i - 1] !== removed);
}

function moved(kept: ReturnType<typeof keptOf>, { start, end, text }: Segment): Segment {
  return { start: inEdited(kept, start), end: inEdited(kept, end), text };
}

/** What others may read of a clip's transcript; undefined where there is none. */
export async function findShownSegments(db: Db, clipId: string): Promise<Segment[] | undefined> {
  const segments = await findSegments(db, clipId);
  const edit = await getEdit(db, clipId);
  if (!segments || edit.cuts.length + edit.mutes.length === 0) return segments;
  const { seconds } = await getClip(db, clipId);
  return editedSegments(segments, edit, seconds ?? Infinity);
}

/** For the hook `editSaved`, and whenever the words change: only what others may read is found. */
export async function followEdit(db: Db, { id }: Pick<Clip, 'id'>): Promise<void> {
  const shown = await findShownSegments(db, id);
  if (shown) await updateText(db, id, shown.map(({ text }) => text).join(' '));
}
