import { getClip, type Clip } from '../media/clip.ts';
import { getEdit, type Edit } from '../media/edit.ts';
import { inEdited, keptOf, sharedSeconds } from '../media/timeline.ts';
import type { Db } from '../platform/database.ts';
import type { Stretch } from '../platform/silence.ts';
import { timed, type Segment, type Span } from './segment.ts';
import { deleteVersions } from './correction.store.ts';
import { findSegments, rewriteSegments, updateText } from './store.ts';

/** What stands for words that are not to be heard. */
export const removed = '[removed]';

/**
 * Within a phrase, words are timed by their share of it: one that is so near to a muted stretch may have been said in it.
 * Where phrases begin and end was heard.
 */
const margin = 0.25;

/**
 * What is said in what is left of a recording, at the times at which it is heard there. Words that were cut are gone, of
 * a muted stretch only a mark is left.
 * @param seconds how long the whole recording is
 */
export function editedSegments(segments: Segment[], edit: TakenOut, seconds: number): Segment[] {
  if (edit.cuts.length + edit.mutes.length === 0) return segments;
  return movedSegments(withoutRemoved(segments, edit), edit, seconds);
}

type TakenOut = Pick<Edit, 'cuts' | 'mutes'>;

/** The same at the times of the whole recording. */
export function withoutRemoved(segments: Segment[], edit: TakenOut): Segment[] {
  return segments.flatMap((segment) => {
    const [cuts, mutes] = [edit.cuts, edit.mutes].map((spans) => spans.filter((span) => overlap(span, segment)));
    if (!cuts?.length && !mutes?.length) return [segment];
    const words = wordsOf(segment).filter(
      ({ start, end }) => sharedSeconds(cuts ?? [], start, end) < (end - start) / 2,
    );
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) return [];
    const isMuted = (word: Segment) => mutes?.some(([from, to]) => overlap([from - margin, to + margin], word));
    const shown = words.map((word) => (isMuted(word) ? removed : word.text));
    return [{ start: first.start, end: last.end, text: withoutRepetition(shown).join(' ') }];
  });
}

function overlap([from, to]: Stretch, { start, end }: Span): boolean {
  return from < end && to > start;
}

/** A phrase's words, each timed by its share of the characters. */
export function wordsOf(segment: Segment): Segment[] {
  return timed(segment.text.split(/\s+/).filter(Boolean), [segment]);
}

function withoutRepetition(words: string[]): string[] {
  return words.filter((word, i) => word !== removed || words[i - 1] !== removed);
}

function movedSegments(segments: Segment[], { cuts }: TakenOut, seconds: number): Segment[] {
  const kept = keptOf(cuts, seconds);
  return segments.map(({ start, end, text }) => ({ start: inEdited(kept, start), end: inEdited(kept, end), text }));
}

/** What others may read of a clip's transcript; undefined where there is none. */
export async function findShownSegments(db: Db, clipId: string): Promise<Segment[] | undefined> {
  const segments = await findSegments(db, clipId);
  const edit = await getEdit(db, clipId);
  if (!segments || edit.cuts.length + edit.mutes.length === 0) return segments;
  const { seconds } = await getClip(db, clipId);
  // Where the whole is gone, so are the words of it.
  const showing = edit.wholeRemovedAt === null ? editedSegments : movedSegments;
  return showing(segments, edit, seconds ?? Infinity);
}

/** For the hook `wholeRemoved`: words that were taken out go for good, with what was corrected among them. */
export async function forgetRemoved(db: Db, { id }: Pick<Clip, 'id'>): Promise<void> {
  const segments = await findSegments(db, id);
  if (!segments) return;
  await rewriteSegments(db, id, withoutRemoved(segments, await getEdit(db, id)));
  await deleteVersions(db, id);
  await followEdit(db, { id });
}

/** For the hook `editSaved`, and whenever the words change: only what others may read is found. */
export async function followEdit(db: Db, { id }: Pick<Clip, 'id'>): Promise<void> {
  const shown = await findShownSegments(db, id);
  if (shown) await updateText(db, id, shown.map(({ text }) => text).join(' '));
}
