import type { Knex } from 'knex';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import type { Db } from '../platform/database.ts';
import { tables } from './kind.store.ts';
import { toMatch, toPieces, type Column } from './query.ts';
import type { Kind, Wanted } from './wanted.ts';

/** Documents `d` of one kind that a viewer finds. */
export interface Matching {
  query: Knex.QueryBuilder;
  /** The column that holds the place of each in the list: greater is newer. */
  place: 'search_index.rowid' | 'd.id';
  /** Looked for letter by letter. */
  pieces: string[];
}

/** Undefined where there can be none. Nothing that the viewer may not see leaves the database. */
export function matching(db: Db, viewer: Viewer, kind: Kind, wanted: Wanted): Matching | undefined {
  if (wanted.forms?.length === 0 || !mayFind(viewer, kind) || !couldBe(kind, wanted)) return undefined;
  const columns = searched(viewer, kind);
  const match = toMatch(wanted.text, { columns, forms: wanted.forms });
  const pieces = toPieces(wanted.text);
  if (!match && pieces.wanted.length === 0) return undefined;
  const query = match ? byWords(db, kind, match) : byLetters(db, kind);
  for (const piece of pieces.wanted) void query.whereRaw(`instr(${lowered(columns)}, ?) > 0`, [piece]);
  for (const piece of pieces.excluded) void query.whereRaw(`instr(${lowered(columns)}, ?) = 0`, [piece]);
  if (wanted.forms) void query.whereIn('d.form_id', wanted.forms);
  tables[kind](query, db, viewer, wanted);
  return { query, place: match ? 'search_index.rowid' : 'd.id', pieces: pieces.wanted };
}

function byWords(db: Db, kind: Kind, match: string): Knex.QueryBuilder {
  const first = firstPlace[kind];
  return (
    db('search_index')
      // SQLite keeps to this order: the words first. It would ask the index anew for each message that one may see.
      .joinRaw('CROSS JOIN search_documents AS d ON d.id = search_index.rowid')
      .whereRaw('search_index MATCH ?', [match])
      .whereRaw('search_index.rowid > ? AND search_index.rowid < ?', [first, first + range])
  );
}

/** As the migration has it that made the index: SQLite takes it only for what the query says in the same words. */
const hasUnspaced = `d.title || d.body || d.said GLOB '*[ก-๛ກ-ໟက-႟ក-៿々-〇぀-ヿ㐀-䶿一-鿿豈-﫿ｦ-ﾟ𠀀-𿿽]*'`;

function byLetters(db: Db, kind: Kind): Knex.QueryBuilder {
  const documents = db.from(db.raw('search_documents AS d INDEXED BY search_documents_unspaced'));
  return documents.whereRaw(`${hasUnspaced} AND d.kind = ?`, [kind]);
}

function lowered(columns: Column[]): string {
  return `lower(${columns.map((name) => `d.${name}`).join(' || char(10) || ')})`;
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

/** What has no rating, score, feeling, form or person is not looked for by one. */
function couldBe(kind: Kind, { forms, rating, scoreFrom, scoreTo, person, feeling, language }: Wanted): boolean {
  if (feeling || language) return kind === 'answer';
  const isJudged = rating !== undefined || scoreFrom !== undefined || scoreTo !== undefined;
  if (kind === 'form') return !isJudged && !person;
  return kind === 'message' || kind === 'comment' ? !forms && !isJudged : true;
}
