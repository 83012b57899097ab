import type { Knex } from 'knex';
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

/** A query that gives ids of clips. */
export type ClipIds = Knex.QueryBuilder;

export interface TranscriptMatch {
  clipId: string;
  /** The words around what was found, with each find between `matchStart` and `matchEnd`. */
  snippet: string;
}

/** Private to Unicode's users: nobody says these. */
export const matchStart = '\uE000';
export const matchEnd = '\uE001';

/** @param query in FTS5's language (https://www.sqlite.org/fts5.html#full_text_query_syntax) */
export async function listMatches(db: Db, query: string, limit: number, among?: ClipIds): Promise<TranscriptMatch[]> {
  return (
    db('transcript_index')
      .join('transcripts', 'transcripts.id', 'transcript_index.rowid')
      .whereRaw('transcript_index MATCH ?', [query])
      // The sign keeps SQLite from asking the index of words about each of those clips, one by one.
      .modify((matches) => void (among && matches.whereRaw('+transcripts.clip_id IN (?)', [among])))
      .orderByRaw('rank')
      .limit(limit)
      .select<TranscriptMatch[]>(
        'transcripts.clip_id as clipId',
        db.raw("snippet(transcript_index, 0, ?, ?, '…', 16) AS snippet", [matchStart, matchEnd]),
      )
  );
}
