import type { ClipState } from '../media/clip.ts';
import type { Db } from '../platform/database.ts';
import type { Take } from './take.ts';

interface TakeRow {
  id: string;
  response_id: string;
  question_id: string;
  number: number;
  kind: Take['kind'];
  clip_id: string;
  started_at: string;
}

export async function insertTake(db: Db, take: Omit<Take, 'state' | 'seconds'>): Promise<void> {
  await db<TakeRow>('takes').insert({
    id: take.id,
    response_id: take.responseId,
    question_id: take.questionId,
    number: take.number,
    kind: take.kind,
    clip_id: take.clipId,
    started_at: take.startedAt,
  });
}

/** In the order in which they were begun. */
export async function listTakes(db: Db, responseId: string): Promise<Take[]> {
  const rows: (TakeRow & { state: ClipState | null; declared_seconds: number | null })[] = await db('takes')
    .leftJoin('clips', 'clips.id', 'takes.clip_id')
    .where({ response_id: responseId })
    .orderBy('number')
    .select(
      'takes.id',
      'response_id',
      'question_id',
      'number',
      'takes.kind',
      'clip_id',
      'started_at',
      'clips.state',
      'declared_seconds',
    );
  return rows.map((row) => ({
    id: row.id,
    responseId: row.response_id,
    questionId: row.question_id,
    number: row.number,
    kind: row.kind,
    clipId: row.clip_id,
    state: row.state ?? 'discarded',
    seconds: row.declared_seconds,
    startedAt: row.started_at,
  }));
}

export async function deleteTake(db: Db, id: string): Promise<void> {
  await db<TakeRow>('takes').where({ id }).delete();
}
