import type { Db } from '../platform/database.ts';

export interface FormSize {
  id: string;
  title: string;
  responses: number;
  recordings: number;
  bytes: number;
}

/** The forms whose responses take most, with everything that was made of their recordings. */
export async function listBiggestForms(db: Db, most: number): Promise<FormSize[]> {
  return db('forms')
    .join('responses', 'responses.form_id', 'forms.id')
    .leftJoin('answers', 'answers.response_id', 'responses.id')
    .leftJoin('clips', 'clips.id', 'answers.clip_id')
    .where('responses.state', 'submitted')
    .groupBy('forms.id')
    .orderBy('bytes', 'desc')
    .limit(most)
    .select('forms.id', db.raw(`json_extract(forms.draft, '$.title') as title`))
    .select(db.raw('count(distinct responses.id) as responses, count(clips.id) as recordings'))
    .select(db.raw('coalesce(sum(coalesce(clips.bytes, 0) + coalesce(clips.rendition_bytes, 0)), 0) as bytes'));
}
