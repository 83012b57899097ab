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
  { formId, publicationId }: { formId: string; publicationId: string },
  responses: ImportedResponse[],
): Promise<void> {
  for (let i = 0; i < responses.length; i += atOnce) {
    await db.raw(
      `INSERT INTO responses (id, form_id, publication_id, state, origin, number, name, email, started_at, submitted_at)
       SELECT value ->> 'id', ?, ?, 'submitted', 'imported', value ->> 'number', value ->> 'name', value ->> 'email',
              value ->> 'at', value ->> 'at'
         FROM json_each(?)`,
      [formId, publicationId, JSON.stringify(responses.slice(i, i + atOnce))],
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
}

export async function insertImport(db: Db, row: ImportRow): Promise<void> {
  await db<ImportRow>('imports').insert(row);
}

/** Newest first, with who did it. */
export async function listImports(db: Db, formId: string) {
  const rows: (ImportRow & { name: string })[] = await db('imports')
    .join('members', 'members.id', 'imports.member_id')
    .where({ form_id: formId })
    .orderBy('imports.id', 'desc')
    .limit(20)
    .select('imports.id', 'imported', 'left_out', 'imports.created_at', 'members.name');
  return rows.map(({ id, imported, left_out, created_at, name }) => ({
    id,
    imported,
    leftOut: left_out,
    createdAt: created_at,
    by: name,
  }));
}
