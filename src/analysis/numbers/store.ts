import type { Knex } from 'knex';
import type { Db } from '../../platform/database.ts';

/** Moments in UTC, as ISO 8601: from the first on, before the second; without bounds where undefined. */
export interface Period {
  from: string | undefined;
  until: string | undefined;
}

function within(query: Knex.QueryBuilder, column: string, { from, until }: Period): void {
  if (from) void query.where(column, '>=', from);
  if (until) void query.where(column, '<', until);
}

/** What was submitted to a form in a period. */
export function submitted(db: Db, formId: string, period: Period): Knex.QueryBuilder {
  return db('responses')
    .where({ 'responses.form_id': formId, 'responses.state': 'submitted' })
    .modify((query) => within(query, 'responses.submitted_at', period));
}

export interface Arrivals {
  /** "2026-11-27T10:15", in UTC. */
  minute: string;
  origin: 'link' | 'imported';
  source: string | null;
  count: number;
}

/** How many responses came in each minute, and from where. */
export async function countArrivals(db: Db, formId: string, period: Period): Promise<Arrivals[]> {
  return submitted(db, formId, period)
    .groupByRaw('1, origin, source')
    .orderBy('minute')
    .select(db.raw('substr(submitted_at, 1, 16) as minute'), 'origin', 'source', db.raw('count(*) as count'));
}

/** Seconds from "Start" to "Submit" of whoever answered the form, the shortest first. */
export async function listDurations(db: Db, formId: string, period: Period): Promise<number[]> {
  const rows: { seconds: number }[] = await submitted(db, formId, period)
    .where({ origin: 'link' })
    .orderBy('seconds')
    .select(db.raw('(julianday(submitted_at) - julianday(started_at)) * 86400 as seconds'));
  return rows.map(({ seconds }) => seconds);
}

export interface GivenAnswers {
  questionId: string;
  kind: string;
  /** A score, or stars. */
  number: number | null;
  /** Of one choice. */
  choice: string | null;
  /** Of several; JSON. */
  choices: string | null;
  count: number;
}

/** How often each answer was given that can be counted; of what was said or written, how often in which way. */
export async function countAnswers(db: Db, formId: string, period: Period): Promise<GivenAnswers[]> {
  return submitted(db, formId, period)
    .join('answers', 'answers.response_id', 'responses.id')
    .groupByRaw('1, 2, 3, 4, 5')
    .select(
      'answers.question_id as questionId',
      'answers.kind as kind',
      'answers.number as number',
      db.raw(`iif(answers.kind = 'choice', answers.text, NULL) as choice`),
      'answers.choices as choices',
      db.raw('count(*) as count'),
    );
}

/** How often each score was given to a question in each minute, and from where. */
export async function countScores(
  db: Db,
  formId: string,
  period: Period,
  questionId: string,
): Promise<(Omit<Arrivals, 'count'> & { score: number; count: number })[]> {
  return submitted(db, formId, period)
    .join('answers', 'answers.response_id', 'responses.id')
    .where({ 'answers.question_id': questionId })
    .whereNotNull('answers.number')
    .groupByRaw('1, origin, source, 4')
    .select(
      db.raw('substr(submitted_at, 1, 16) as minute'),
      'origin',
      'source',
      'answers.number as score',
      db.raw('count(*) as count'),
    );
}

export interface Ending {
  source: string;
  /** The question answered last; empty for none. */
  questionId: string;
  count: number;
}

/**
 * Runs that were begun and not submitted, and where they ended: those that are there still and were begun before `before`,
 * and what was counted of those that have been erased since.
 */
export async function countEndings(db: Db, formId: string, period: Period, before: string): Promise<Ending[]> {
  const lastAnswered = `coalesce((SELECT question_id FROM answers WHERE response_id = responses.id
                                   ORDER BY updated_at DESC, id DESC LIMIT 1), '')`;
  const there: Ending[] = await db('responses')
    .where({ form_id: formId, state: 'started' })
    .where('started_at', '<', before)
    .modify((query) => within(query, 'started_at', period))
    .groupByRaw('1, 2')
    .select(
      db.raw(`coalesce(source, '') as source`),
      db.raw(`${lastAnswered} as questionId`),
      db.raw('count(*) as count'),
    );
  const gone: Ending[] = await db('abandoned_runs')
    .where({ form_id: formId })
    .modify((query) => within(query, 'day', { from: period.from?.slice(0, 10), until: period.until?.slice(0, 10) }))
    .groupBy('source', 'question_id')
    .select('source', 'question_id as questionId', db.raw('sum(number) as count'));
  return [...there, ...gone];
}

/** Questions answered by those who submitted, from the form's link alone: imported answers skip all others. */
export async function countAnswered(db: Db, formId: string, period: Period): Promise<Map<string, number>> {
  const rows: { id: string; count: number }[] = await submitted(db, formId, period)
    .where({ origin: 'link' })
    .join('answers', 'answers.response_id', 'responses.id')
    .groupBy('answers.question_id')
    .select('answers.question_id as id', db.raw('count(*) as count'));
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Forms to compare with, by title. */
export async function listTitles(db: Db): Promise<{ id: string; title: string }[]> {
  return db('forms').whereNot({ state: 'draft' }).orderBy('title').limit(200).select('id', 'title');
}
