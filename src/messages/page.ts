import { getClip, type Clip } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import type { Message } from './message.ts';

/** What a page shows of a message's recording. */
export interface Shown {
  clip: Clip;
  media: MediaView;
  transcript: TranscriptView;
  captions: boolean;
}

export async function shownRecording(deps: Deps, { clipId }: Pick<Message, 'clipId'>): Promise<Shown> {
  const clip = await getClip(deps.db, clipId);
  const transcript = await getTranscriptView(deps, clipId);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return { clip, media: await mediaView(deps.db, clip), transcript, captions };
}
