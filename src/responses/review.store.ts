import type { Db } from '../platform/database.ts';
import type { Note, Status } from './review.ts';

export async function findRating(db: Db, responseId: string, memberId: string): Promise<number | undefined> {
  const row: { value: number } | undefined = await db('ratings')
    .where({ response_id: responseId, member_id: memberId })
    .first('value');
  return row?.value;
}

export async function upsertRating(
  db: Db,
  responseId: string,
  memberId: string,
  value: number,
  at: string,
): Promise<void> {
  await db('ratings')
    .insert({ response_id: responseId, member_id: memberId, value, updated_at: at })
    .onConflict(['response_id', 'member_id'])
    .merge(['value', 'updated_at']);
}

export async function deleteRating(db: Db, responseId: string, memberId: string): Promise<void> {
  await db('ratings').where({ response_id: responseId, member_id: memberId }).delete();
}

export async function updateMeanRating(db: Db, responseId: string): Promise<void> {
  const of = db('ratings').where({ response_id: responseId });
  await db('responses')
    .where({ id: responseId })
    .update({ mean_rating: of.clone().avg('value'), rating_count: of.clone().count('*') });
}

export async function updateStatus(db: Db, responseId: string, status: Status): Promise<void> {
  await db('responses').where({ id: responseId }).update({ status });
}

export async function listNotes(db: Db, responseId: string): Promise<Note[]> {
  const rows: {
    id: string;
    member_id: string;
    name: string;
    text: string;
    created_at: string;
    answer_id: string | null;
    at_seconds: number | null;
  }[] = await db('notes')
    .join('members', 'members.id', 'notes.member_id')
    .where({ response_id: responseId })
    .orderBy('notes.id')
    .select('notes.id', 'member_id', 'members.name', 'text', 'notes.created_at', 'answer_id', 'at_seconds');
  return rows.map((row) => ({
    id: row.id,
    memberId: row.member_id,
    author: row.name,
    text: row.text,
    createdAt: row.created_at,
    answerId: row.answer_id,
    atSeconds: row.at_seconds,
  }));
}

export async function insertNote(
  db: Db,
  responseId: string,
  memberId: string,
  note: Pick<Note, 'id' | 'text' | 'answerId' | 'atSeconds'>,
  at: string,
): Promise<void> {
  await db('notes').insert({
    id: note.id,
    response_id: responseId,
    answer_id: note.answerId,
    member_id: memberId,
    at_seconds: note.atSeconds,
    text: note.text,
    created_at: at,
  });
}

/** How many were deleted: 0 when it is not this member's. */
export function deleteNote(db: Db, responseId: string, noteId: string, memberId: string): Promise<number> {
  return Promise.resolve(db('notes').where({ id: noteId, response_id: responseId, member_id: memberId }).delete());
}

export async function isAnswerOf(db: Db, answerId: string, responseId: string): Promise<boolean> {
  return Boolean(await db('answers').where({ id: answerId, response_id: responseId }).first('id'));
}
