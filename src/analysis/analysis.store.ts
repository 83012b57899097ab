import type { Knex } from 'knex';
import { inTransaction, type Db } from '../platform/database.ts';

/** What the last run changed, and how it went about it. */
export interface Outcome {
  /** Answers, and those of them that the engine could read. */
  answers: number;
  readable: number;
  /** In so many nothing was said or written; older runs did not count them. */
  silent?: number;
  sentences: number;
  /** Answers that joined themes that were there before. */
  joined: number;
  fresh: string[];
  gone: string[];
  /** Sentences that are in another theme now. */
  moved: number;
  contrast: number | null;
  exact: boolean;
  seconds: number;
}

/**
 * Themes that are looked for together: those of one form, or of several forms and a period. A form's own analysis has its
 * form's id, and no row before something is known of it.
 */
export interface Analysis {
  id: string;
  /** Whose own it is; null for one across forms, which has a name. */
  formId: string | null;
  name: string | null;
  /** Days of UTC, both included, as `2026-11-27`; null for no limit. */
  fromDay: string | null;
  untilDay: string | null;
  wantedThemes: number | null;
  engine: string | null;
  finishedAt: string | null;
  outcome: Outcome | null;
}

export async function findAnalysis(db: Db, id: string): Promise<Analysis | undefined> {
  const row = await db('analyses')
    .where({ id })
    .first<(Omit<Analysis, 'outcome'> & { outcome: string | null }) | undefined>({
      id: 'id',
      formId: 'form_id',
      name: 'name',
      fromDay: 'from_day',
      untilDay: 'until_day',
      wantedThemes: 'wanted_themes',
      engine: 'engine',
      finishedAt: 'finished_at',
      outcome: 'outcome',
    });
  return row && { ...row, outcome: row.outcome === null ? null : (JSON.parse(row.outcome) as Outcome) };
}

type Found = Pick<Analysis, 'wantedThemes' | 'engine' | 'finishedAt' | 'outcome'>;

export async function updateAnalysis(db: Db, id: string, change: Partial<Found>): Promise<void> {
  const { wantedThemes, engine, finishedAt, outcome } = change;
  const given = {
    wanted_themes: wantedThemes,
    engine,
    finished_at: finishedAt,
    outcome: outcome && JSON.stringify(outcome),
  };
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0) await db('analyses').where({ id }).update(set);
}

/** Where `id` is a form's, its own analysis has a row from now on. Returns whether there is such an analysis. */
export async function openAnalysis(db: Db, id: string, createdAt: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (await trx('analyses').where({ id }).first('id')) return true;
    if (!(await trx('forms').where({ id }).first('id'))) return false;
    await trx('analyses').insert({ id, form_id: id, created_at: createdAt });
    await trx('analysis_forms').insert({ analysis_id: id, form_id: id });
    return true;
  });
}

/** The forms whose answers it reads, in the order of their ids. */
export async function listFormsOf(db: Db, analysisId: string): Promise<string[]> {
  return db('analysis_forms').where({ analysis_id: analysisId }).orderBy('form_id').pluck<string[]>('form_id');
}

/** For `modify`: leaves what was submitted to the forms of an analysis, in its period. The query has `responses`. */
export function within(analysisId: string): (query: Knex.QueryBuilder) => void {
  return (query) =>
    void query
      .join('analysis_forms', 'analysis_forms.form_id', 'responses.form_id')
      .join('analyses', 'analyses.id', 'analysis_forms.analysis_id')
      .where('analyses.id', analysisId)
      .whereRaw('(from_day is null or responses.submitted_at >= from_day)')
      .whereRaw(`(until_day is null or responses.submitted_at < date(until_day, '+1 day'))`);
}

/** Of a response, for counting: who answers twice under one address is one. The query has `responses`. */
export const person = `coalesce(nullif(lower(trim(responses.email)), ''), responses.id)`;
