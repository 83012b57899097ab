import type { Knex } from 'knex';
import type { Db } from '../../platform/database.ts';
import { keyOf } from './row.ts';

/** What tells two answers apart (see `keyOf`), of everything that was submitted to a form. */
export async function listKeys(db: Db, formId: string): Promise<string[]> {
  const rows: { name: string | null; email: string | null; at: string; answer: string | null; score: number | null }[] =
    await db('responses')
      .join('answers', 'answers.response_id', 'responses.id')
      .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
      .whereIn('answers.kind', ['typed', 'text', 'score', 'stars'])
      .select({
        name: 'responses.name',
        email: 'responses.email',
        at: 'responses.submitted_at',
        answer: 'answers.text',
        score: 'answers.number',
      });
  // A file may leave out the date that an earlier one, or the day of its import, has given to the same answer.
  return rows.flatMap((row) => [row, { ...row, at: null }].flatMap((each) => keyOf(each) ?? []));
}

/** A version of the form with exactly this content, if there is one. */
export async function findPublicationWith(db: Db, formId: string, content: string): Promise<string | undefined> {
  const row: { id: string } | undefined = await db('publications').where({ form_id: formId, content }).first('id');
  return row?.id;
}

/** Takes the next `count` numbers of a form's responses; returns the last one that was given before. */
export async function takeNumbers(db: Db, formId: string, count: number): Promise<number> {
  await db('forms').where({ id: formId }).increment('last_number', count);
  const row: { last_number: number } = await db('forms').where({ id: formId }).first('last_number');
  return row.last_number - count;
}

export interface ImportedResponse {
  id: string;
  number: number;
  name: string | null;
  email: string | null;
  at: string;
}

export interface ImportedAnswer {
  id: string;
  responseId: string;
  questionId: string;
  kind: 'typed' | 'text' | 'score' | 'stars';
  text: string | null;
  number: number | null;
}

const atOnce = 1000;

/** A thousand rows a statement, which SQLite reads from JSON: the process has next to nothing to do with it. */
export async function insertResponses(
  db: Db,
  { formId, publicationId, importId }: { formId: string; publicationId: string; importId: string },
  responses: ImportedResponse[],
): Promise<void> {
  for (let i = 0; i < responses.length; i += atOnce) {
    await db.raw(
      `INSERT INTO responses (id, form_id, publication_id, import_id, state, origin, number, name, email, started_at,
                              submitted_at)
       SELECT value ->> 'id', ?, ?, ?, 'submitted', 'imported', value ->> 'number', value ->> 'name', value ->> 'email',
              value ->> 'at', value ->> 'at'
         FROM json_each(?)`,
      [formId, publicationId, importId, JSON.stringify(responses.slice(i, i + atOnce))],
    );
  }
}

export async function insertAnswers(db: Db, answers: ImportedAnswer[], at: string): Promise<void> {
  for (let i = 0; i < answers.length; i += atOnce) {
    await db.raw(
      `INSERT INTO answers (id, response_id, question_id, kind, text, number, updated_at)
       SELECT value ->> 'id', value ->> 'responseId', value ->> 'questionId', value ->> 'kind', value ->> 'text',
              value ->> 'number', ?
         FROM json_each(?)`,
      [at, JSON.stringify(answers.slice(i, i + atOnce))],
    );
  }
}

interface ImportRow {
  id: string;
  form_id: string;
  member_id: string;
  imported: number;
  left_out: number;
  created_at: string;
  /** Of the file's bytes; null for those of before this was kept. */
  sha256: string | null;
  file_name: string;
  undone_at: string | null;
  undone_with_touched: boolean | number;
}

type NewImport = Omit<ImportRow, 'undone_at' | 'undone_with_touched'>;

export async function insertImport(db: Db, row: NewImport): Promise<void> {
  await db<ImportRow>('imports').insert(row);
}

/** A file whose answers were put into a form. */
export interface Import {
  id: string;
  /** As it was called; empty where that is not known. */
  fileName: string;
  imported: number;
  leftOut: number;
  createdAt: string;
  by: string;
  /** How many of its answers the form still has. */
  left: number;
  /** When somebody took it back; null otherwise. */
  undoneAt: string | null;
  /** Also what the team has rated or marked since. */
  withTouched: boolean;
}

/** Newest first, with who did it. */
export async function listImports(db: Db, formId: string): Promise<Import[]> {
  return (await imports(db).where({ form_id: formId }).orderBy('imports.id', 'desc').limit(20)).map(asImport);
}

/** The last one of exactly that file that nobody has taken back. */
export async function findImportOf(db: Db, formId: string, sha256: string): Promise<Import | undefined> {
  const query = imports(db).where({ form_id: formId, sha256, undone_at: null });
  return (await query.orderBy('imports.id', 'desc').limit(1)).map(asImport)[0];
}

export async function findImport(db: Db, formId: string, id: string): Promise<Import | undefined> {
  return (await imports(db).where({ form_id: formId, 'imports.id': id })).map(asImport)[0];
}

type ListedRow = ImportRow & { name: string; left: number };

function imports(db: Db): Knex.QueryBuilder<object, ListedRow[]> {
  return db('imports')
    .join('members', 'members.id', 'imports.member_id')
    .select('imports.*', 'members.name', { left: db('responses').whereRaw('import_id = imports.id').count() });
}

function asImport({ id, imported, left_out, created_at, name, left, ...row }: ListedRow): Import {
  const undone = { undoneAt: row.undone_at, withTouched: Boolean(row.undone_with_touched) };
  return { id, fileName: row.file_name, imported, leftOut: left_out, createdAt: created_at, by: name, left, ...undone };
}
