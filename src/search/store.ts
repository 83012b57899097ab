import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { foundEnd, foundStart } from './excerpt.ts';
import { matching } from './matching.store.ts';
import { markPieces } from './unspaced.ts';
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

/** The finds of one kind at these places, in the same order. Nothing that the viewer may not see leaves the database. */
export async function listFound(
  db: Db,
  viewer: Viewer,
  kind: Kind,
  wanted: Wanted,
  places: number[],
): Promise<FoundRow[]> {
  const found = matching(db, viewer, kind, wanted);
  if (!found || places.length === 0) return [];
  const { query, place, pieces } = found;
  const rows: FoundRow[] = await query
    .whereRaw(`${place} IN (SELECT value FROM json_each(?))`, [JSON.stringify(places)])
    .select({ place: 'd.id', kind: 'd.kind', id: 'd.subject_id', formId: 'd.form_id', responseId: 'd.response_id' })
    .select({ messageId: 'd.message_id', clipId: 'd.clip_id' })
    .select(texts.map((name, i) => (place === 'd.id' ? db.raw('d.??', [name]) : marked(db, name, i))));
  for (const row of rows) for (const name of texts) row[name] = markPieces(row[name], pieces);
  return rows.toSorted((a, b) => places.indexOf(a.place) - places.indexOf(b.place));
}

const texts = ['title', 'body', 'said'] as const;

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
