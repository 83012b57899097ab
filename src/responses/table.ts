import { stringify } from 'csv-stringify/sync';
import type { Viewer } from '../accounts/reviewer.ts';
import type { Form } from '../forms/form.ts';
import { listEveryQuestion } from '../forms/publication.ts';
import type { Question } from '../forms/question.ts';
import type { Db } from '../platform/database.ts';
import { listSubmissions, type Filter, type ListedSubmission } from './list.store.ts';
import { listAnsweredQuestions, listWords, type AnswerInTable } from './table.store.ts';

const pageSize = 200;

/**
 * The responses to a form as CSV, a row each, newest first, a page a piece: of them no more than a page is held. Cells that
 * a spreadsheet would take for a formula get an apostrophe (OWASP, CSV Injection).
 */
export async function* tableOf(db: Db, viewer: Viewer, form: Form, filter: Filter): AsyncGenerator<string> {
  const answered = new Set(await listAnsweredQuestions(db, form.id));
  const questions = (await listEveryQuestion(db, form)).filter(({ id }) => answered.has(id));
  yield inCsv([headersFor(questions)], true);
  let last: ListedSubmission | undefined;
  do {
    const page: ListedSubmission[] = await listSubmissions(db, viewer, form.id, filter, last, pageSize);
    const words = await listWords(
      db,
      page.map(({ id }) => id),
    );
    yield inCsv(page.map((submission) => rowOf(submission, questions, words.get(submission.id) ?? [])));
    last = page.length === pageSize ? page.at(-1) : undefined;
  } while (last);
}

function inCsv(rows: unknown[][], bom = false): string {
  return stringify(rows, { bom, escape_formulas: true });
}

const common = [
  'Response',
  'Response id',
  'Name',
  'Email',
  'Submitted (UTC)',
  'Source',
  'Status',
  'Mean rating',
  'Ratings',
];

/** What can be answered in several ways says how in a column of its own. */
function headersFor(questions: Question[]): string[] {
  return [
    ...common,
    ...questions.flatMap(({ text, type }, i) => {
      const name = text || `Question ${i + 1}`;
      return type === 'recorded' ? [name, `${name} (answered by)`] : [name];
    }),
  ];
}

function rowOf(submission: ListedSubmission, questions: Question[], answers: AnswerInTable[]): unknown[] {
  const { number, id, name, email, submittedAt, status, meanRating, ratingCount } = submission;
  const given = questions.flatMap(({ id: questionId, type }) => {
    const answer = answers.find((each) => each.questionId === questionId);
    return type === 'recorded' ? [valueOf(answer), answer?.kind] : [valueOf(answer)];
  });
  return [number, id, name, email, submittedAt, sourceOf(submission), status, meanRating, ratingCount, ...given];
}

/** "imported", what the link said, or nothing. */
function sourceOf({ origin, source }: Pick<ListedSubmission, 'origin' | 'source'>): string | null {
  return origin === 'imported' ? 'imported' : source;
}

/** As it was typed or said. */
function valueOf(answer: AnswerInTable | undefined): string | number | undefined {
  if (!answer) return undefined;
  const { number, choices, text, transcript, fileName } = answer;
  return (
    number ?? (choices && (JSON.parse(choices) as string[]).join('; ')) ?? text ?? transcript ?? fileName ?? undefined
  );
}
