import type { Db } from '../platform/database.ts';
import type { Segment } from './segment.ts';

/** What a phrase said until somebody corrected it. */
export interface Version {
  text: string;
  /** Null once that member is gone. */
  correctedBy: string | null;
  correctedAt: string;
}

export async function findSegment(db: Db, clipId: string, position: number): Promise<Segment | undefined> {
  return db('transcript_segments')
    .join('transcripts', 'transcripts.id', 'transcript_segments.transcript_id')
    .where({ clip_id: clipId, position })
    .first({ start: 'start_seconds', end: 'end_seconds', text: 'transcript_segments.text' });
}

export async function updateSegment(db: Db, clipId: string, position: number, text: string): Promise<void> {
  const transcript = db('transcripts').where({ clip_id: clipId }).select('id');
  await db('transcript_segments').whereIn('transcript_id', transcript).where({ position }).update({ text });
}

/** @param before the phrase as it was */
export async function insertVersion(db: Db, clipId: string, before: Segment, by: Omit<Version, 'text'>): Promise<void> {
  const row = { clip_id: clipId, start_seconds: before.start, text: before.text };
  await db('segment_versions').insert({ ...row, corrected_by: by.correctedBy, corrected_at: by.correctedAt });
}

/** Of the phrase that begins then; the newest first. */
export async function listVersions(db: Db, clipId: string, start: number): Promise<Version[]> {
  return db('segment_versions')
    .where({ clip_id: clipId, start_seconds: start })
    .orderBy('id', 'desc')
    .limit(20)
    .select({ text: 'text', correctedBy: 'corrected_by', correctedAt: 'corrected_at' });
}

export async function deleteVersions(db: Db, clipId: string): Promise<void> {
  await db('segment_versions').where({ clip_id: clipId }).delete();
}
