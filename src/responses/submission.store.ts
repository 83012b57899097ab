import type { Knex } from 'knex';
import type { Db } from '../platform/database.ts';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Hiding } from '../forms/reviewers.ts';
import type { Status, Submission } from './review.ts';

interface SubmissionRow {
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

const columns = [
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

function toSubmission(row: SubmissionRow): Submission {
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

/** What the team's list is narrowed to. */
export interface Filter {
  status?: Status | undefined;
  /** Mean rating of at least this. */
  rating?: number | undefined;
  /** Part of a name, or how an address begins: what comes after is the same for many. */
  name?: string | undefined;
}

/** A place in the list, newest first. */
export interface Place {
  submittedAt: string;
  id: string;
}

export interface ListedSubmission extends Submission {
  /** The clip whose picture stands for the respondent. */
  faceClipId: string | null;
  answers: number;
  /** Of everything recorded. */
  seconds: number | null;
  /** How the longest answer in words begins, said or written; null where there is none. */
  words: string | null;
}

/** Newest first, after the place `after`. */
export async function listSubmissions(
  db: Db,
  viewer: Viewer,
  formId: string,
  filter: Filter,
  after: Place | undefined,
  limit: number,
): Promise<ListedSubmission[]> {
  const ofResponse = () => db('answers').whereRaw('answers.response_id = responses.id');
  const rows: (SubmissionRow &
    Pick<ListedSubmission, 'answers' | 'seconds' | 'words'> & { face_clip_id: string | null })[] = await submitted(
    db,
    viewer,
    formId,
    filter,
  )
    .modify((query) => after && beyond(query, after, '<'))
    .orderBy([
      { column: 'submitted_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit)
    .select(columns)
    .select({
      ...details(db, viewer),
      answers: ofResponse().count('*'),
      seconds: ofResponse().join('clips', 'clips.id', 'answers.clip_id').sum('clips.seconds'),
      face_clip_id: faceOf(db),
      words: wordsOf(db),
    });
  return rows.map((row) => ({
    ...toSubmission(row),
    faceClipId: row.face_clip_id,
    answers: row.answers,
    seconds: row.seconds,
    words: row.words,
  }));
}

const longestExcerpt = 200;

function wordsOf(db: Db): Knex.QueryBuilder {
  const text = `trim(coalesce(answers.text, transcripts.text))`;
  return db('answers')
    .whereRaw('answers.response_id = responses.id')
    .whereIn('answers.kind', ['video', 'voice', 'typed', 'text'])
    .leftJoin('transcripts', 'transcripts.clip_id', 'answers.clip_id')
    .whereRaw(`${text} <> ''`)
    .orderByRaw(`length(${text}) desc`)
    .limit(1)
    .select(db.raw(`substr(${text}, 1, ?)`, [longestExcerpt]));
}

/** The clip whose picture stands for who gave the response. */
function faceOf(db: Db): Knex.QueryBuilder {
  return db('answers')
    .whereRaw('answers.response_id = responses.id')
    .join('clips', 'clips.id', 'answers.clip_id')
    .where({ 'clips.kind': 'video', 'clips.state': 'ready' })
    .limit(1)
    .select('clips.id');
}

function submitted(db: Db, viewer: Viewer, formId: string, filter: Filter): Knex.QueryBuilder {
  const { name, email } = details(db, viewer);
  return visible(db, viewer)
    .where({ form_id: formId })
    .modify((query) => {
      if (filter.status) void query.where({ status: filter.status });
      if (filter.rating) void query.where('mean_rating', '>=', filter.rating);
      if (filter.name) {
        const text = filter.name.replace(/[\\%_]/g, '\\$&');
        void query.whereRaw(`(?? like ? escape '\\' or ?? like ? escape '\\')`, [name, `%${text}%`, email, `${text}%`]);
      }
    });
}

function beyond(query: Knex.QueryBuilder, { submittedAt, id }: Place, direction: '<' | '>'): Knex.QueryBuilder {
  return query.whereRaw(`(submitted_at, id) ${direction} (?, ?)`, [submittedAt, id]);
}

export interface Neighbours {
  previous: string | undefined;
  next: string | undefined;
  position: number;
  total: number;
}

/** Who stands before and after a response in the list. */
export async function findNeighbours(
  db: Db,
  viewer: Viewer,
  submission: Submission,
  filter: Filter,
): Promise<Neighbours> {
  const all = () => submitted(db, viewer, submission.formId, filter);
  const neighbour = (direction: '<' | '>', order: 'asc' | 'desc'): Promise<{ id: string } | undefined> =>
    beyond(all(), submission, direction)
      .orderBy([
        { column: 'submitted_at', order },
        { column: 'id', order },
      ])
      .first('id');
  const counted = async (query: Knex.QueryBuilder): Promise<number> =>
    ((await query.count({ number: '*' }).first()) as { number: number }).number;
  return {
    previous: (await neighbour('>', 'asc'))?.id,
    next: (await neighbour('<', 'desc'))?.id,
    position: (await counted(beyond(all(), submission, '>'))) + 1,
    total: await counted(all()),
  };
}

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

/** What the media of everything submitted to a form take, in bytes, with what was made of them. */
export async function sumMedia(db: Db, formId: string): Promise<{ bytes: number }> {
  return db('responses')
    .join('answers', 'answers.response_id', 'responses.id')
    .join('clips', 'clips.id', 'answers.clip_id')
    .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
    .first(db.raw('coalesce(sum(coalesce(clips.bytes, 0) + coalesce(clips.rendition_bytes, 0)), 0) as bytes'));
}
