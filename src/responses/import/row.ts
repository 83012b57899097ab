import { DateTime } from 'luxon';
import { Email } from '../../accounts/input.ts';
import { longestText, type Question } from '../../forms/question.ts';
import type { CsvRow } from '../../platform/csv.ts';
import { capital } from '../../platform/http/words.ts';
import { fields, type Field, type Mapping } from './columns.ts';
import { readDate } from './dates.ts';

/** An answer that was gathered elsewhere. */
export interface ImportedRow {
  line: number;
  name: string | null;
  email: string | null;
  /** As ISO 8601, in UTC; null where the file does not say. */
  at: string | null;
  score: number | null;
  answer: string | null;
}

/** What is wrong with a line, as a sentence. */
export interface Complaint {
  line: number;
  what: string;
}

/** To what questions answers and scores belong, and when and where it is now. */
export interface Reading extends Mapping {
  answerTo: Question;
  scoreTo: Question;
  now: Date;
  zone: string;
}

/** A line as an answer, or what is wrong with it. */
export function readRow({ line, cells }: CsvRow, reading: Reading): ImportedRow | Complaint {
  const cell = (field: Field) => (reading.columns[field] === null ? '' : (cells[reading.columns[field]] ?? ''));
  const given = Object.fromEntries(fields.map((field) => [field, cell(field)])) as Record<Field, string>;
  const at = given.date === '' ? null : momentOf(given.date, reading);
  const complaint = complaintAbout(given, reading) ?? (at && 'what' in at ? at.what : undefined);
  if (complaint) return { line, what: complaint };
  return {
    line,
    name: given.name || null,
    email: given.email || null,
    at: at && 'iso' in at ? at.iso : null,
    score: scoreOf(given.score, reading) ?? null,
    answer: given.answer || null,
  };
}

function complaintAbout({ name, email, score, answer }: Record<Field, string>, reading: Reading): string | undefined {
  const most = longestText(reading.answerTo.type);
  if (answer === '' && score === '') return 'There is no answer.';
  if (answer.length > most) return `The answer has more than ${most.toLocaleString('en-GB')} characters.`;
  if (name.length > 120) return `The name has more than 120 characters.`;
  if (email !== '' && !Email.safeParse(email).success) return `“${short(email)}” is no address.`;
  const [least, best] = scaleOf(reading.scoreTo);
  if (score !== '' && scoreOf(score, reading) === undefined) {
    return `“${short(score)}” is no whole number from ${least} to ${best}.`;
  }
  return undefined;
}

function momentOf(cell: string, { zone, dayOrder, now }: Reading): { iso: string } | { what: string } {
  const read = readDate(cell, zone, dayOrder);
  if (!read) return { what: `“${short(cell)}” is no date that we can read.` };
  const today = DateTime.fromJSDate(now, { zone });
  if (read.startOf('day') > today) return { what: `${capital(short(cell))} has not come yet.` };
  return { iso: new Date(Math.min(read.toMillis(), today.toMillis())).toISOString() };
}

/** Also as "8/10" and "8.0". */
function scoreOf(cell: string, { scoreTo }: Reading): number | undefined {
  const number = /^(\d{1,2})(?:[.,]0+)?(?: ?\/ ?\d+)?$/.exec(cell)?.[1];
  const [least, most] = scaleOf(scoreTo);
  return number !== undefined && Number(number) >= least && Number(number) <= most ? Number(number) : undefined;
}

function scaleOf({ type }: Question): [number, number] {
  return type === 'stars' ? [1, 5] : [0, 10];
}

function short(cell: string): string {
  return cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
}

/**
 * Two rows with the same key are the same answer: of the same address (or name, or moment, where there is no address)
 * and in the same words; where nothing tells whose it is, in as many words as two people do not hit upon. Undefined for
 * "Good" and a bare score of anybody.
 */
export function keyOf({ name, email, at, score, answer }: Omit<ImportedRow, 'line'>): string | undefined {
  const words = answer === null ? `${score}` : answer.normalize('NFC').replace(/\s+/g, ' ').trim();
  const who = email ?? name ?? at ?? (words.length >= tellingLength ? '' : undefined);
  return who === undefined ? undefined : `${who.toLowerCase()}\n${words}`;
}

const tellingLength = 20;
