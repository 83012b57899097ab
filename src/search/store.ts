import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { foundEnd, foundStart } from './excerpt.ts';
import { tables } from './kind.store.ts';
import { toMatch, type Column } from './query.ts';
import type { Kind, Wanted } from './wanted.ts';

/** Something that was found. Texts have each find between `foundStart` and `foundEnd`. */
export interface FoundRow {
  /** Its place in the list: greater is newer. */
  place: number;
  kind: Kind;
  /** The id of what it is. */
  id: string;
  formId: string | null;
  responseId: string | null;
  messageId: string | null;
  clipId: string | null;
  title: string;
  body: string;
  said: string;
  /** When it was submitted, recorded or written. */
  at: string;
  /** Of the form or message that it belongs to; null where it is one. */
  about: string | null;
  /** Of a response, as far as the viewer is told. */
  name: string | null;
  email: string | null;
  number: number | null;
  /** Which question of which version an answer is to. */
  publicationId: string | null;
  questionId: string | null;
  /** Who wrote or recorded it, of the company or a guest. */
  author: string | null;
  /** The answer that a note is about, and the second. */
  answerId: string | null;
  atSeconds: number | null;
  /** What an answer or a message is recorded as. */
  recordedAs: string | null;
}

/** One kind, newest first, from before the place `before`. Nothing that the viewer may not see leaves the database. */
export async function listFound(
  db: Db,
  viewer: Viewer,
  kind: Kind,
  wanted: Wanted,
  before: number | undefined,
  limit: number,
): Promise<FoundRow[]> {
  const match = toMatch(wanted.text, { columns: searched(viewer, kind), forms: wanted.forms });
  if (!match || wanted.forms?.length === 0 || !mayFind(viewer, kind) || !couldBe(kind, wanted)) return [];
  const first = firstPlace[kind];
  const query = db('search_index')
    // SQLite keeps to this order: the words first. It would ask the index anew for each message that one may see.
    .joinRaw('CROSS JOIN search_documents AS d ON d.id = search_index.rowid')
    .whereRaw('search_index MATCH ?', [match])
    .whereRaw('search_index.rowid > ? AND search_index.rowid < ?', [first, before ?? first + range])
    .orderByRaw('search_index.rowid DESC')
    .limit(limit)
    .select({ place: 'd.id', kind: 'd.kind', id: 'd.subject_id', formId: 'd.form_id', responseId: 'd.response_id' })
    .select({ messageId: 'd.message_id', clipId: 'd.clip_id' })
    .select(['title', 'body', 'said'].map((name, i) => marked(db, name, i)));
  if (wanted.forms) void query.whereIn('d.form_id', wanted.forms);
  tables[kind](query, db, viewer, wanted);
  return query;
}

/** See the migration that made the table. */
const range = 1_000_000_000_000;
const firstPlace: Record<Kind, number> = {
  form: range,
  response: 2 * range,
  answer: 3 * range,
  note: 4 * range,
  message: 5 * range,
  comment: 6 * range,
};

/** Reviewers see no drafts of questions; of who hides only an address, they see the name. */
function searched(viewer: Viewer, kind: Kind): Column[] {
  const onlyTitle = isReviewer(viewer) && (kind === 'form' || kind === 'response');
  return onlyTitle ? ['title'] : ['title', 'body', 'said'];
}

function mayFind(viewer: Viewer, kind: Kind): boolean {
  return !isReviewer(viewer) || (kind !== 'message' && kind !== 'comment');
}

/** What has no rating, feeling, form or person is not looked for by one. */
function couldBe(kind: Kind, { forms, rating, person, feeling, language }: Wanted): boolean {
  if (feeling || language) return kind === 'answer';
  if (kind === 'form') return !rating && !person;
  return kind === 'message' || kind === 'comment' ? !forms && !rating : true;
}

function marked(db: Db, name: string, column: number): Knex.Raw {
  return db.raw('highlight(search_index, ?, ?, ?) AS ??', [column, foundStart, foundEnd, name]);
}

export interface FormChoice {
  id: string;
  title: string;
}

/** What can be narrowed to, the newest first. */
export async function listFormChoices(db: Db, viewer: Viewer): Promise<FormChoice[]> {
  const query = db('forms as d').orderBy('d.id', 'desc').limit(200).select('d.id', 'd.title');
  if (isReviewer(viewer)) void query.whereIn('d.id', ofReviewer(db, viewer).select('form_id'));
  return query;
}

/** The forms that were given to a reviewer. */
export async function listGiven(db: Db, viewer: Viewer): Promise<string[]> {
  return ofReviewer(db, viewer).pluck('form_id');
}

function ofReviewer(db: Db, viewer: Viewer) {
  return db('form_reviewers').where({ member_id: viewer.id });
}
