import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import { visibleTo } from '../messages/library.ts';
import type { Db } from '../platform/database.ts';
import { foundEnd, foundStart } from './excerpt.ts';
import { toMatch, type Column } from './query.ts';

/** In the order in which they are shown. */
export const kinds = ['answer', 'message', 'note', 'comment', 'response', 'form'] as const;
export type Kind = (typeof kinds)[number];

/** What is looked for, and within what. */
export interface Wanted {
  text: string;
  /** Ids of the only forms that count. Names none: everything, also what is of no form. */
  forms?: string[] | undefined;
  /** UTC, the first moment and the first one after. */
  from?: string | undefined;
  until?: string | undefined;
  /** Mean rating of at least this. */
  rating?: number | undefined;
  /** Part of the name or address of who gave, wrote or recorded it. */
  person?: string | undefined;
}

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

/** What has no rating, form or person is not looked for by one. */
function couldBe(kind: Kind, { forms, rating, person }: Wanted): boolean {
  if (kind === 'form') return !rating && !person;
  return kind === 'message' || kind === 'comment' ? !forms && !rating : true;
}

function marked(db: Db, name: string, column: number): Knex.Raw {
  return db.raw('highlight(search_index, ?, ?, ?) AS ??', [column, foundStart, foundEnd, name]);
}

type Join = (query: Knex.QueryBuilder, db: Db, viewer: Viewer, wanted: Wanted) => void;

const tables: Record<Kind, Join> = {
  form: (query, db, viewer, wanted) => {
    void query.join('forms as f', 'f.id', 'd.form_id').select({ at: 'f.created_at' });
    given(query, viewer);
    within(query, 'f.created_at', wanted);
  },
  response: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    if (isReviewer(viewer)) void query.whereRaw(`f.hides <> 'both'`);
    ofPerson(query, wanted, shownNames(viewer));
    void query.select({ at: 'r.submitted_at' });
    within(query, 'r.submitted_at', wanted);
  },
  answer: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    void query.join('answers as a', 'a.id', 'd.subject_id');
    void query.select({ questionId: 'a.question_id', publicationId: 'r.publication_id', recordedAs: 'a.kind' });
    void query.select({ at: 'r.submitted_at' });
    ofPerson(query, wanted, shownNames(viewer));
    within(query, 'r.submitted_at', wanted);
  },
  note: (query, db, viewer, wanted) => {
    submitted(query, db, viewer, wanted);
    void query.join('notes as n', 'n.id', 'd.subject_id').join('members as by', 'by.id', 'n.member_id');
    void query.select({ answerId: 'n.answer_id', atSeconds: 'n.at_seconds', author: 'by.name', at: 'n.created_at' });
    ofPerson(query, wanted, ['by.name', ...shownNames(viewer)]);
    within(query, 'n.created_at', wanted);
  },
  message: (query, db, viewer, wanted) => {
    visibleMessage(query, db, viewer);
    void query.join('messages', 'messages.id', 'd.message_id').join('members as by', 'by.id', 'messages.member_id');
    void query.select({ author: 'by.name', at: 'messages.created_at', recordedAs: 'messages.kind' });
    ofPerson(query, wanted, ['by.name', 'by.email']);
    within(query, 'messages.created_at', wanted);
  },
  comment: (query, db, viewer, wanted) => {
    visibleMessage(query, db, viewer);
    const author = db.raw(`coalesce(by.name, nullif(c.author_name, ''), 'Guest')`);
    void query.join('comments as c', 'c.id', 'd.subject_id').leftJoin('members as by', 'by.id', 'c.member_id');
    void query.join('messages', 'messages.id', 'd.message_id').whereNull('c.deleted_at');
    // What somebody records is nobody else's until it is done.
    void query.whereRaw('(c.finished_at IS NOT NULL OR c.member_id = ?)', [viewer.id]);
    void query.select({ author, about: 'messages.title', at: 'c.created_at', atSeconds: 'c.at_seconds' });
    ofPerson(query, wanted, ['by.name', 'c.author_name']);
    within(query, 'c.created_at', wanted);
  },
};

/** What was submitted, to a form that the viewer sees. */
function submitted(query: Knex.QueryBuilder, db: Db, viewer: Viewer, { rating }: Wanted): void {
  void query.join('responses as r', 'r.id', 'd.response_id').join('forms as f', 'f.id', 'd.form_id');
  void query.whereRaw(`r.state = 'submitted'`);
  given(query, viewer);
  if (rating) void query.where('r.mean_rating', '>=', rating);
  const [name, email] = shownNames(viewer);
  void query.select({ about: 'f.title', number: 'r.number', name: db.raw(name), email: db.raw(email) });
}

function given(query: Knex.QueryBuilder, viewer: Viewer): void {
  if (!isReviewer(viewer)) return;
  void query.whereRaw('EXISTS (SELECT 1 FROM form_reviewers AS g WHERE g.form_id = d.form_id AND g.member_id = ?)', [
    viewer.id,
  ]);
}

/** What a form hides from reviewers is neither shown nor looked in. */
function shownNames(viewer: Viewer): [name: string, email: string] {
  if (!isReviewer(viewer)) return ['r.name', 'r.email'];
  return [`iif(f.hides = 'both', NULL, r.name)`, `iif(f.hides = 'nothing', r.email, NULL)`];
}

function visibleMessage(query: Knex.QueryBuilder, db: Db, viewer: Viewer): void {
  void query.whereExists(visibleTo(db, viewer.id).whereRaw('m.id = d.message_id').select('m.id'));
}

function within(query: Knex.QueryBuilder, moment: string, { from, until }: Wanted): void {
  if (from) void query.where(moment, '>=', from);
  if (until) void query.where(moment, '<', until);
}

function ofPerson(query: Knex.QueryBuilder, { person }: Wanted, expressions: string[]): void {
  if (!person) return;
  const like = `%${person.replace(/[\\%_]/g, '\\$&')}%`;
  const any = expressions.map((expression) => `${expression} LIKE ? ESCAPE '\\'`).join(' OR ');
  void query.whereRaw(
    `(${any})`,
    expressions.map(() => like),
  );
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
