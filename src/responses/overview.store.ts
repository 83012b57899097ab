import type { Knex } from 'knex';
import type { Db } from '../platform/database.ts';

export async function countSubmissions(
  db: Db,
  formIds: string[],
): Promise<Map<string, { total: number; fresh: number }>> {
  const rows: { form_id: string; total: number; fresh: number }[] = await db('responses')
    .whereIn('form_id', formIds)
    .where({ state: 'submitted' })
    .groupBy('form_id')
    .select('form_id', db.raw('count(*) as total'), db.raw(`sum(status = 'new') as fresh`));
  return new Map(rows.map(({ form_id, total, fresh }) => [form_id, { total, fresh }]));
}

/** Pictures of the newest respondents to a form, by clip id. */
export async function listFaces(db: Db, formId: string, limit: number): Promise<string[]> {
  const newest = db('responses')
    .where({ form_id: formId, state: 'submitted' })
    .orderBy([
      { column: 'submitted_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select({ face: faceOf(db) });
  const rows: { face: string | null }[] = await newest;
  return rows.flatMap(({ face }) => face ?? []);
}

/** Every clip that belongs to the responses of a form, submitted or not, takes that were not used included. */
export async function listClipsOfForm(db: Db, formId: string): Promise<string[]> {
  const rows: { clip_id: string }[] = await db('takes')
    .join('responses', 'responses.id', 'takes.response_id')
    .where({ form_id: formId })
    .select('takes.clip_id')
    .union(
      db('answers')
        .join('responses', 'responses.id', 'answers.response_id')
        .where({ form_id: formId })
        .whereNotNull('answers.clip_id')
        .select('answers.clip_id'),
    );
  return rows.map((row) => row.clip_id);
}

/** What the media of everything submitted to a form take, in bytes, with what was made of them. */
export async function sumMedia(db: Db, formId: string): Promise<{ bytes: number }> {
  return db('responses')
    .join('answers', 'answers.response_id', 'responses.id')
    .join('clips', 'clips.id', 'answers.clip_id')
    .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
    .first(db.raw('coalesce(sum(coalesce(clips.bytes, 0) + coalesce(clips.rendition_bytes, 0)), 0) as bytes'));
}

/** The clip whose picture stands for who gave the response. */
export function faceOf(db: Db): Knex.QueryBuilder {
  return db('answers')
    .whereRaw('answers.response_id = responses.id')
    .join('clips', 'clips.id', 'answers.clip_id')
    .where({ 'clips.kind': 'video', 'clips.state': 'ready' })
    .limit(1)
    .select('clips.id');
}
