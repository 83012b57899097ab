import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Profile } from '../../accounts/profile.ts';
import type { Form } from '../../forms/form.ts';
import { readCsv, type CsvTable } from '../../platform/csv.ts';
import type { Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { guessMapping, orderOf, type Mapping } from './columns.ts';
import { isAmbiguous, type DayOrder } from './dates.ts';
import { keyOf, readRow, type Complaint, type ImportedRow, type Reading } from './row.ts';
import { findImportOf, listKeys, type Import } from './store.ts';
import { findTargets, type Targets } from './target.ts';

/** The most lines that one file may have. */
export const mostRows = 20_000;

/** What somebody chose for a file; whatever is missing is guessed. */
export type Choices = Partial<Mapping> & { answerTo?: string | undefined; scoreTo?: string | undefined };

/** What an import would do. */
export interface Plan {
  /** Of the file's bytes: what is confirmed is what was looked at. */
  sha256: string;
  table: CsvTable;
  targets: Targets;
  reading: Reading;
  good: ImportedRow[];
  wrong: Complaint[];
  repeated: Complaint[];
  /** Why nothing can be imported as it is. */
  complaint: string | undefined;
  /** When exactly this file was imported already. */
  earlier: Import | undefined;
  /** Nothing in the file tells days from months, and nobody has said which they are. */
  asksDayOrder: boolean;
}

/** Reads a file as chosen and says what an import would do; changes nothing. @throws UnreadableCsv */
export async function planImport(
  { db, clock }: Deps,
  form: Form,
  { timeZone, language }: Profile,
  bytes: Buffer,
  choices: Choices,
): Promise<Plan> {
  const table = await readCsv(bytes, mostRows + 1);
  const targets = await findTargets(db, form);
  const mapping = mappingOf(table, choices, language === 'en-US' ? 'month-first' : 'day-first');
  const reading = { ...mapping, ...chosenTargets(targets, choices), now: clock.now(), zone: timeZone };
  const { good: readable, wrong } = await readRows(table, reading);
  const { good, repeated } = await apart(db, form, readable);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const earlier = await findImportOf(db, form.id, sha256);
  const asksDayOrder = !choices.dayOrder && isAmbiguous(datesIn(table, reading));
  const complaint = complaintAbout(table, reading, good) ?? (asksDayOrder ? dayOrMonth(table, reading) : undefined);
  return { sha256, table, targets, reading, good, wrong, repeated, complaint, earlier, asksDayOrder };
}

function datesIn({ rows }: CsvTable, { columns: { date } }: Reading): string[] {
  return date === null ? [] : rows.map(({ cells }) => cells[date] ?? '');
}

function dayOrMonth(table: CsvTable, reading: Reading): string {
  const example = datesIn(table, reading).find((cell) => isAmbiguous([cell])) ?? '';
  return `Say above which way round dates such as ${example} are: nothing in this file tells days from months.`;
}

function mappingOf({ rows }: CsvTable, choices: Choices, otherwise: DayOrder): Mapping {
  const guessed = guessMapping(rows, otherwise);
  const columns = choices.columns ?? guessed.columns;
  const dayOrder = choices.dayOrder ?? orderOf(rows, columns.date, otherwise);
  return { headed: choices.headed ?? guessed.headed, columns, dayOrder };
}

function chosenTargets({ answers, scores }: Targets, { answerTo, scoreTo }: Choices) {
  const [answer, score] = [answers[0]!, scores.find(({ type }) => type === 'score')!];
  return {
    answerTo: answers.find(({ id }) => id === answerTo) ?? answer,
    scoreTo: scores.find(({ id }) => id === scoreTo) ?? score,
  };
}

async function readRows({ rows }: CsvTable, reading: Reading) {
  const good: ImportedRow[] = [];
  const wrong: Complaint[] = [];
  for (const [i, row] of rows.entries()) {
    if (i % 500 === 0) await setImmediate();
    if (i === 0 && reading.headed) continue;
    const read = readRow(row, reading);
    if ('what' in read) wrong.push(read);
    else good.push(read);
  }
  return { good, wrong };
}

/** What is there already, in the form or further up in the file, is told apart. */
export async function apart(db: Db, form: Pick<Form, 'id'>, rows: ImportedRow[]) {
  const known = new Map<string, number>((await listKeys(db, form.id)).map((key) => [key, 0]));
  const good: ImportedRow[] = [];
  const repeated: Complaint[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const line = key === undefined ? undefined : known.get(key);
    if (line === undefined) good.push(row);
    else
      repeated.push({
        line: row.line,
        what: line === 0 ? 'The form has this answer already.' : `The same as line ${line}.`,
      });
    if (key !== undefined && line === undefined) known.set(key, row.line);
  }
  return { good, repeated };
}

function complaintAbout({ rows }: CsvTable, { columns, headed }: Reading, good: ImportedRow[]): string | undefined {
  if (rows.length - (headed ? 1 : 0) <= 0) return 'There are no answers in this file.';
  if (columns.answer === null && columns.score === null) {
    return 'No column looks like answers. Choose below which one holds them.';
  }
  return good.length === 0 ? 'There is nothing to import: see below what is wrong with each line.' : undefined;
}
