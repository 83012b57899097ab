import { getClip, type Clip } from '../media/clip.ts';
import { getEdit } from '../media/edit.ts';
import { inEdited, inWhole, keptOf } from '../media/timeline.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { duration } from '../platform/http/words.ts';
import { suggestChapters } from '../transcripts/chapters.ts';
import { getTranscriptView } from '../transcripts/transcript.ts';
import type { Chapter, Message } from './message.ts';
import { updateMessage } from './store.ts';

export const mostChapters = 50;

/** Chapters at the moments at which they are seen in what is left of a recording; those of which nothing is left are out. */
export async function shownChapters({ db }: Pick<Deps, 'db'>, message: Message): Promise<Chapter[]> {
  if (message.chapters.length === 0) return [];
  const clip = await getClip(db, message.clipId);
  const { cuts } = await getEdit(db, clip.id);
  const kept = keptOf(cuts, lengthOf(clip));
  const moved = message.chapters.map(({ at, title }) => ({ at: inEdited(kept, at), title }));
  const end = inEdited(kept, lengthOf(clip));
  return moved.filter(({ at }, i) => at < (moved[i + 1]?.at ?? end));
}

/**
 * Takes the place of those there were.
 * @param given at moments of what is left, as the author sees it
 * @throws Invalid
 */
export async function setChapters({ db }: Deps, message: Message, given: Chapter[]): Promise<void> {
  const clip = await getClip(db, message.clipId);
  const { cuts } = await getEdit(db, clip.id);
  const kept = keptOf(cuts, lengthOf(clip));
  const end = inEdited(kept, lengthOf(clip));
  if (given.length > mostChapters) refuse(`There are at most ${mostChapters} chapters.`);
  const late = given.find(({ at }) => at >= end);
  if (late) refuse(`${duration(late.at)} is past the end, which is at ${duration(end)}.`);
  const chapters = given.map(({ at, title }) => ({ at: inWhole(kept, at), title })).toSorted((a, b) => a.at - b.at);
  const same = chapters.find(({ at }, i) => at === chapters[i + 1]?.at);
  if (same) refuse(`Two chapters begin at ${duration(inEdited(kept, same.at))}.`);
  await updateMessage(db, message.id, { chapters });
}

/** Before it is known how long a recording is, everything is within it. */
function lengthOf({ seconds, declaredSeconds }: Clip): number {
  return seconds ?? declaredSeconds ?? 86_400;
}

function refuse(message: string): never {
  throw new Invalid({ chapters: message });
}

/** From what is said in what is left; none where there is no transcript, or it is short. */
export async function suggestedChapters(deps: Deps, { clipId }: Message): Promise<Chapter[]> {
  const transcript = await getTranscriptView(deps, clipId);
  if (transcript.state !== 'ready') return [];
  return suggestChapters(transcript.segments, transcript.segments.at(-1)?.end ?? 0);
}
