import type { Knex } from 'knex';
import type { Db } from '../platform/database.ts';
import type { Viewer } from '../accounts/reviewer.ts';
import { faceOf } from './overview.store.ts';
import type { Status, Submission } from './review.ts';
import { columns, details, toSubmission, visible, type SubmissionRow } from './submission.store.ts';

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
