import type { Db } from '../platform/database.ts';

/** What a job is about, to a reader who may see everything. */
export interface About {
  path: string;
  /** The form's title. */
  title: string;
}

/** By clip id, for recordings of responses that were submitted and for the recorded questions of forms. */
export async function listAbout(db: Db, clipIds: string[]): Promise<Map<string, About>> {
  const ofResponses: { clip: string; id: string; title: string }[] = await db('answers')
    .join('responses', 'responses.id', 'answers.response_id')
    .join('forms', 'forms.id', 'responses.form_id')
    .whereIn('answers.clip_id', clipIds)
    .where('responses.state', 'submitted')
    .select({ clip: 'answers.clip_id', id: 'responses.id', title: db.raw(`json_extract(forms.draft, '$.title')`) });
  return new Map(ofResponses.map(({ clip, id, title }) => [clip, { path: `/responses/${id}`, title }]));
}
