import type { Config } from '../platform/config.ts';
import type { Db } from '../platform/database.ts';
import { NotFound } from '../platform/http/errors.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { toJson, toSubRip, toText, toWebVtt } from './captions.ts';
import { chooseModel, NoSpeechModel } from './engines/choose.ts';
import type { Segment } from './segment.ts';
import { findShownSegments } from './edited.ts';

/** The name of the job that makes transcripts; its subject is the clip. */
export const transcribeJob = 'transcripts.transcribe';

/** What a page shows of a clip's transcript. */
export type TranscriptView =
  | { state: 'waiting' }
  | { state: 'running'; percent: number }
  /** No segments: nothing was said. */
  | { state: 'ready'; segments: Segment[] }
  | { state: 'failed'; reason: string }
  /** Nobody asked for one yet; `missing` says what the server lacks for it. */
  | { state: 'none'; missing?: string };

export async function getTranscriptView({ db, config }: { db: Db; config: Config }, clipId: string) {
  const segments = await findShownSegments(db, clipId);
  const job = await findJob(db, transcribeJob, clipId);
  return viewOf(segments, job) ?? noTranscript(config);
}

function viewOf(segments: Segment[] | undefined, job: Awaited<ReturnType<typeof findJob>>): TranscriptView | undefined {
  if (job?.state === 'queued') return { state: 'waiting' };
  if (job?.state === 'running') return { state: 'running', percent: job.progress };
  if (segments) return { state: 'ready', segments };
  if (job?.state === 'failed' || job?.state === 'cancelled') return { state: 'failed', reason: job.error ?? '' };
  return undefined;
}

function noTranscript(config: Config): TranscriptView {
  const status = speechStatus(config);
  return { state: 'none', missing: status.ready ? undefined : status.missing };
}

/** One that will be made once its recording can be listened to is waited for, so that a page asks for it again. */
export function awaited(view: TranscriptView, isBeingPrepared: boolean): TranscriptView {
  return view.state === 'none' && !view.missing && isBeingPrepared ? { state: 'waiting' } : view;
}

/** For people outside, who are not told what this server lacks. */
export function forGuests(view: TranscriptView): TranscriptView {
  return view.state === 'none' ? { state: 'none' } : view;
}

export type SpeechStatus = { ready: true; engine: string } | { ready: false; missing: string };

/** Whether this server can transcribe; if not, what is missing, in words for whoever runs it. */
export function speechStatus({ speechModelDir, speechEngine }: Config): SpeechStatus {
  try {
    return { ready: true, engine: chooseModel(speechModelDir, speechEngine).family };
  } catch (error) {
    if (!(error instanceof NoSpeechModel)) throw error;
    return { ready: false, missing: error.message };
  }
}

/**
 * WebVTT.
 * @throws NotFound where there is no transcript yet
 */
export async function getCaptions(db: Db, clipId: string): Promise<string> {
  return getWords(db, clipId, 'vtt');
}

const writers = { vtt: toWebVtt, srt: toSubRip, txt: toText, json: toJson };

/** Captions as WebVTT or SubRip, or a transcript to be read by people or by programs. */
export type WordsFormat = keyof typeof writers;

export function isWordsFormat(text: string): text is WordsFormat {
  return Object.hasOwn(writers, text);
}

/** What was said, as others may read it. @throws NotFound where there is no transcript yet */
export async function getWords(db: Db, clipId: string, format: WordsFormat): Promise<string> {
  const segments = await findShownSegments(db, clipId);
  if (!segments) throw new NotFound('There are no captions for this recording yet.');
  return writers[format](segments);
}
