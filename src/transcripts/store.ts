import { inTransaction, type Db } from '../platform/database.ts';
import type { Segment } from './segment.ts';

export interface NewTranscript {
  clipId: string;
  engine: string;
  segments: Segment[];
  createdAt: string;
}

/** Takes the place of the clip's earlier transcript, if it has one. */
export async function replaceTranscript(db: Db, transcript: NewTranscript): Promise<void> {
  const { clipId, engine, segments, createdAt } = transcript;
  const text = segments.map((segment) => segment.text).join(' ');
  await inTransaction(db, async (trx) => {
    await trx('transcripts').where({ clip_id: clipId }).delete();
    const [id] = await trx('transcripts').insert({ clip_id: clipId, engine, text, created_at: createdAt });
    await insertSegments(trx, id, segments);
  });
}

async function insertSegments(trx: Db, transcriptId: number | undefined, segments: Segment[]): Promise<void> {
  const rows = segments.map(({ start, end, text }, position) => ({
    transcript_id: transcriptId,
    position,
    start_seconds: start,
    end_seconds: end,
    text,
  }));
  await trx.batchInsert('transcript_segments', rows, 100);
}

/** What is searched is for the caller to change. */
export async function rewriteSegments(db: Db, clipId: string, segments: Segment[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    const transcript = await trx('transcripts').where({ clip_id: clipId }).first<{ id: number } | undefined>('id');
    if (!transcript) return;
    await trx('transcript_segments').where({ transcript_id: transcript.id }).delete();
    await insertSegments(trx, transcript.id, segments);
  });
}

/** What is searched. */
export async function updateText(db: Db, clipId: string, text: string): Promise<void> {
  await db('transcripts').where({ clip_id: clipId }).update({ text });
}

/** Undefined where there is no transcript; empty where nothing was said. */
export async function findSegments(db: Db, clipId: string): Promise<Segment[] | undefined> {
  const transcript = await db('transcripts').where({ clip_id: clipId }).first<{ id: number } | undefined>('id');
  if (!transcript) return undefined;
  return db('transcript_segments')
    .where({ transcript_id: transcript.id })
    .orderBy('position')
    .select<Segment[]>({ start: 'start_seconds', end: 'end_seconds', text: 'text' });
}
