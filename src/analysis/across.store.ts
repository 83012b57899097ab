import { inTransaction, type Db } from '../platform/database.ts';
import { person, within } from './analysis.store.ts';

/** What somebody chooses for an analysis across forms. */
export interface Chosen {
  name: string;
  formIds: string[];
  /** Days of UTC, both included, as `2026-11-27`; null for no limit. */
  fromDay: string | null;
  untilDay: string | null;
}

/** As it stands in the list of them. */
export interface Across extends Omit<Chosen, 'formIds'> {
  id: string;
  finishedAt: string | null;
  themes: number;
}

/** The newest first, before `before`. */
export async function listAcross(db: Db, limit: number, before?: string): Promise<Across[]> {
  return db('analyses')
    .whereNull('form_id')
    .modify((query) => before !== undefined && void query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(limit)
    .select<Across[]>({ id: 'id', name: 'name', fromDay: 'from_day', untilDay: 'until_day', finishedAt: 'finished_at' })
    .select(db.raw('(select count(*) from themes where analysis_id = analyses.id) as themes'));
}

export async function insertAcross(
  db: Db,
  id: string,
  { formIds, ...chosen }: Chosen,
  by: { createdBy: string; createdAt: string },
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = { id, ...toColumns(chosen), created_by: by.createdBy, created_at: by.createdAt };
    await trx('analyses').insert(row);
    await insertForms(trx, id, formIds);
  });
}

export async function updateAcross(db: Db, id: string, { formIds, ...chosen }: Chosen): Promise<void> {
  await inTransaction(db, async (trx) => {
    await trx('analyses').where({ id }).update(toColumns(chosen));
    await trx('analysis_forms').where({ analysis_id: id }).delete();
    await insertForms(trx, id, formIds);
  });
}

function toColumns({ name, fromDay, untilDay }: Omit<Chosen, 'formIds'>) {
  return { name, from_day: fromDay, until_day: untilDay };
}

async function insertForms(db: Db, analysisId: string, formIds: string[]): Promise<void> {
  const rows = formIds.map((formId) => ({ analysis_id: analysisId, form_id: formId }));
  await db.batchInsert('analysis_forms', rows, 400);
}

/** With its themes and what was taught about them. */
export async function deleteAcross(db: Db, id: string): Promise<void> {
  await db('analyses').where({ id }).whereNotNull('name').delete();
}

export interface NamedForm {
  id: string;
  title: string;
}

/** Those that can be chosen, newest first: chosen ones before the rest. Drafts have no answers. */
export async function listChoosableForms(
  db: Db,
  { search, chosen, limit }: { search: string; chosen: string[]; limit: number },
): Promise<NamedForm[]> {
  const isChosen = db('forms').whereIn('id', chosen).select({ id: 'id', title: 'title' });
  const others = db('forms')
    .whereNot({ state: 'draft' })
    .whereNotIn('id', chosen)
    .modify((query) => search !== '' && void query.whereRaw('instr(lower(title), lower(?)) > 0', [search]))
    .orderBy('id', 'desc')
    .limit(limit)
    .select({ id: 'id', title: 'title' });
  return [...((await isChosen.orderBy('id', 'desc')) as NamedForm[]), ...((await others) as NamedForm[])];
}

export async function countChoosableForms(db: Db): Promise<number> {
  const row = await db('forms').whereNot({ state: 'draft' }).count<{ forms: number }[]>({ forms: '*' }).first();
  return row?.forms ?? 0;
}

/** The forms of each of these analyses, by its id. */
export async function listFormsByAnalysis(db: Db, analysisIds: string[]): Promise<Map<string, NamedForm[]>> {
  const rows: (NamedForm & { analysisId: string })[] = await db('analysis_forms')
    .join('forms', 'forms.id', 'analysis_forms.form_id')
    .whereIn('analysis_id', analysisIds)
    .orderBy('forms.id')
    .select({ analysisId: 'analysis_id', id: 'forms.id', title: 'forms.title' });
  const forms = new Map<string, NamedForm[]>(analysisIds.map((id) => [id, []]));
  for (const { analysisId, ...form } of rows) forms.get(analysisId)?.push(form);
  return forms;
}

export interface PeopleOfForm {
  formId: string;
  /** Null where it fits nowhere. */
  themeId: string | null;
  people: number;
}

/** How many people of each form are in each theme. */
export async function countByThemeAndForm(db: Db, analysisId: string): Promise<PeopleOfForm[]> {
  return db('placements')
    .join('sentences', 'sentences.id', 'placements.sentence_id')
    .join('analysed_answers', 'analysed_answers.answer_id', 'sentences.answer_id')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .where({ 'placements.analysis_id': analysisId })
    .groupBy('placements.theme_id', 'responses.form_id')
    .select<PeopleOfForm[]>({ themeId: 'placements.theme_id', formId: 'responses.form_id' })
    .select(db.raw(`count(distinct ${person}) as people`));
}

/** How many people of each form gave an answer in words, by the form's id. */
export async function countPeopleByForm(db: Db, analysisId: string): Promise<Map<string, number>> {
  const rows: { formId: string; people: number }[] = await db('analysed_answers')
    .join('responses', 'responses.id', 'analysed_answers.response_id')
    .modify(within(analysisId))
    .groupBy('responses.form_id')
    .select({ formId: 'responses.form_id' })
    .select(db.raw(`count(distinct ${person}) as people`));
  return new Map(rows.map(({ formId, people }) => [formId, people]));
}
