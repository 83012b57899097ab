import type { Knex } from 'knex';
import type { Db } from '../platform/database.ts';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Hiding } from '../forms/reviewers.ts';
import type { Status, Submission } from './review.ts';

export interface SubmissionRow {
  id: string;
  form_id: string;
  number: number;
  publication_id: string;
  name: string | null;
  email: string | null;
  consent: string | null;
  hides: Hiding;
  status: Status;
  origin: Submission['origin'];
  source: string | null;
  submitted_at: string;
  mean_rating: number | null;
  rating_count: number;
}

export const columns = [
  'responses.id',
  'responses.form_id',
  'responses.number',
  'responses.publication_id',
  'responses.consent',
  'responses.status',
  'responses.origin',
  'responses.source',
  'responses.submitted_at',
  'responses.mean_rating',
  'responses.rating_count',
];

/** What was submitted and the viewer may see; nothing that leaves this file is about anything else. */
export function visible(db: Db, viewer: Viewer): Knex.QueryBuilder {
  const submitted = db('responses').where('responses.state', 'submitted');
  if (!isReviewer(viewer)) return submitted;
  return submitted.whereRaw('responses.form_id IN (SELECT form_id FROM form_reviewers WHERE member_id = ?)', [
    viewer.id,
  ]);
}

/** What the viewer is told about the respondent: what their form hides from reviewers does not even leave the database. */
export function details(db: Db, viewer: Viewer) {
  const hides = '(SELECT hides FROM forms WHERE forms.id = responses.form_id)';
  if (!isReviewer(viewer)) return { name: 'responses.name', email: 'responses.email', hides: db.raw(`'nothing'`) };
  return {
    name: db.raw(`iif(${hides} = 'both', NULL, responses.name)`),
    email: db.raw(`iif(${hides} = 'nothing', responses.email, NULL)`),
    hides: db.raw(hides),
  };
}

export async function findSubmission(db: Db, viewer: Viewer, id: string): Promise<Submission | undefined> {
  const row: SubmissionRow | undefined = await visible(db, viewer)
    .where({ id })
    .first(columns)
    .select(details(db, viewer));
  return row && toSubmission(row);
}

export function toSubmission(row: SubmissionRow): Submission {
  return {
    id: row.id,
    formId: row.form_id,
    number: row.number,
    publicationId: row.publication_id,
    name: row.name,
    email: row.email,
    consent: row.consent,
    hides: row.hides,
    status: row.status,
    origin: row.origin,
    source: row.source,
    submittedAt: row.submitted_at,
    meanRating: row.mean_rating,
    ratingCount: row.rating_count,
  };
}

export async function findResponseOfAnswer(db: Db, answerId: string): Promise<string | undefined> {
  const row: { response_id: string } | undefined = await db('answers').where({ id: answerId }).first('response_id');
  return row?.response_id;
}

/** Of the answer that this clip was chosen for; undefined unless it was submitted and the viewer may see it. */
export async function findSubmissionOfClip(db: Db, viewer: Viewer, clipId: string): Promise<Submission | undefined> {
  const answer: { response_id: string } | undefined = await db('answers')
    .where({ clip_id: clipId })
    .first('response_id');
  return answer && findSubmission(db, viewer, answer.response_id);
}
