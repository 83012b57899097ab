import type { Db } from '../platform/database.ts';

export interface RetentionRow {
  form_id: string;
  media_days: number | null;
  response_days: number | null;
  /** Nothing is deleted before. */
  begins_at: string;
}

const columns = ['form_id', 'media_days', 'response_days', 'begins_at'] as const;

export async function findRow(db: Db, formId: string): Promise<RetentionRow | undefined> {
  return db<RetentionRow>('form_retention').where({ form_id: formId }).first(columns);
}

export async function listRows(db: Db): Promise<RetentionRow[]> {
  return db<RetentionRow>('form_retention').orderBy('form_id').select(columns);
}

export async function putRow(db: Db, row: RetentionRow): Promise<void> {
  await db<RetentionRow>('form_retention').insert(row).onConflict('form_id').merge();
}

export async function deleteRow(db: Db, formId: string): Promise<void> {
  await db('form_retention').where({ form_id: formId }).delete();
}

export async function listResponsesBefore(db: Db, formId: string, moment: string, most: number): Promise<string[]> {
  const rows: { id: string }[] = await submittedBefore(db, formId, moment).limit(most).select('responses.id');
  return rows.map(({ id }) => id);
}

export async function countResponsesBefore(db: Db, formId: string, moment: string): Promise<number> {
  const row: { number: number } = await submittedBefore(db, formId, moment).first(db.raw('count(*) as number'));
  return row.number;
}

/** Recordings and files of responses, with everything that was made of them. */
export async function listMediaBefore(db: Db, formId: string, moment: string, most: number): Promise<string[]> {
  const rows: { id: string }[] = await mediaBefore(db, formId, moment).limit(most).select('clips.id');
  return rows.map(({ id }) => id);
}

export async function sumMediaBefore(
  db: Db,
  formId: string,
  moment: string,
): Promise<{ count: number; bytes: number }> {
  const sizes = 'coalesce(clips.bytes, 0) + coalesce(clips.rendition_bytes, 0)';
  return mediaBefore(db, formId, moment).first(db.raw(`count(*) as count, coalesce(sum(${sizes}), 0) as bytes`));
}

function submittedBefore(db: Db, formId: string, moment: string) {
  return db('responses').where({ form_id: formId, state: 'submitted' }).where('submitted_at', '<', moment);
}

function mediaBefore(db: Db, formId: string, moment: string) {
  return db('responses')
    .join('answers', 'answers.response_id', 'responses.id')
    .join('clips', 'clips.id', 'answers.clip_id')
    .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
    .where('responses.submitted_at', '<', moment);
}
