import { getClip, type Clip } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { removed } from '../transcripts/edited.ts';
import { awaited, getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import { firstWords } from '../transcripts/chapters.ts';
import { actionOf, type Action } from './action.ts';
import { burnedIn, type BurnedIn } from './burned-in.ts';
import { shownChapters } from './chapters.ts';
import { beginningOf } from './expectation.ts';
import type { Chapter, Message } from './message.ts';
import { hasFirstTitle } from './recording.ts';
import { listAnnotations, type Listed } from './shown.ts';

/** What a page shows of a message's recording. */
export interface Shown {
  clip: Clip;
  media: MediaView;
  transcript: TranscriptView;
  captions: boolean;
  chapters: Chapter[];
  annotations: Listed[];
  burned: BurnedIn;
  /** Undefined for none. */
  action: Action | undefined;
}

/** What a page says of what its author expects, at this moment. */
export function expectedOf(message: Pick<Message, 'expectation' | 'expectedAt'>, now: Date) {
  return { expected: beginningOf(message), now };
}

/** Of somebody whom it is for: the moment has passed, and they have not replied. */
export function isOverdue(
  { expectation, expectedAt }: Pick<Message, 'expectation' | 'expectedAt'>,
  delivery: { repliedAt: string | null } | undefined,
  now: Date,
): boolean {
  return expectation === 'reply-by' && delivery?.repliedAt === null && (expectedAt ?? '') < now.toISOString();
}

export async function shownRecording(deps: Deps, message: Message): Promise<Shown> {
  const { clipId } = message;
  const media = await mediaView(deps.db, await getClip(deps.db, clipId));
  const isBusy = media.state === 'missing' || media.state === 'working';
  const transcript = awaited(await getTranscriptView(deps, clipId), isBusy);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return {
    clip: media.clip,
    media,
    transcript,
    captions,
    chapters: await shownChapters(deps, message),
    annotations: await listAnnotations(deps.db, message),
    burned: await burnedIn(deps, message),
    action: actionOf(message),
  };
}

/** From what is said first, while a message still has the title that it was given at the beginning. */
export function suggestedTitle({ title }: Message, { transcript }: Shown): string | undefined {
  if (!hasFirstTitle(title) || transcript.state !== 'ready') return undefined;
  const said = transcript.segments.find(({ text }) => /[\p{L}\p{N}]/u.test(text) && !text.includes(removed));
  return said && firstWords(said.text, 10).slice(0, 200);
}
