import { getClip, type Clip } from '../media/clip.ts';
import { mediaView, type MediaView } from '../media/media-view.ts';
import type { Deps } from '../platform/deps.ts';
import { awaited, getTranscriptView, type TranscriptView } from '../transcripts/transcript.ts';
import type { Message } from './message.ts';

/** What a page shows of a message's recording. */
export interface Shown {
  clip: Clip;
  media: MediaView;
  transcript: TranscriptView;
  captions: boolean;
}

export async function shownRecording(deps: Deps, { clipId }: Pick<Message, 'clipId'>): Promise<Shown> {
  const media = await mediaView(deps.db, await getClip(deps.db, clipId));
  const isBusy = media.state === 'missing' || media.state === 'working';
  const transcript = awaited(await getTranscriptView(deps, clipId), isBusy);
  const captions = transcript.state === 'ready' && transcript.segments.length > 0;
  return { clip: media.clip, media, transcript, captions };
}
