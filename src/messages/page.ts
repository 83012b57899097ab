import { getClip, type Clip } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import { actionOf, type Action } from './action.ts';
import { burnedIn, type BurnedIn } from './burned-in.ts';
import { beginningOf } from './expectation.ts';
import type { Message } from './message.ts';
import { listAnnotations, type Listed } from './shown.ts';

/** What a page shows of a message's recording. */
export interface Shown {
  clip: Clip;
  media: MediaView;
  transcript: TranscriptView;
  captions: boolean;
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
  const transcript = await getTranscriptView(deps, clipId);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return {
    clip: media.clip,
    media,
    transcript,
    captions,
    annotations: await listAnnotations(deps.db, message),
    burned: await burnedIn(deps, message),
    action: actionOf(message),
  };
}
