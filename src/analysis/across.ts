import type { Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { deleteJobsAbout } from '../platform/jobs/queue.ts';
import * as store from './across.store.ts';
import type { Across, Chosen, NamedForm } from './across.store.ts';
import { findAnalysis, listFormsOf } from './analysis.store.ts';
import { learnFrom, startAnalysis } from './run.ts';

/** An analysis of several forms and a period. */
export interface AcrossAnalysis {
  id: string;
  name: string;
  fromDay: string | null;
  untilDay: string | null;
  forms: NamedForm[];
}

/** @throws NotFound, for a form's own too */
export async function getAcross(db: Db, id: string): Promise<AcrossAnalysis> {
  const analysis = await findAnalysis(db, id);
  if (!analysis || analysis.name === null) throw new NotFound('This analysis is gone.');
  const { name, fromDay, untilDay } = analysis;
  return { id, name, fromDay, untilDay, forms: (await store.listFormsByAnalysis(db, [id])).get(id) ?? [] };
}

const perPage = 25;

export interface AcrossList {
  analyses: (Across & { forms: NamedForm[] })[];
  /** Where the next page begins, or undefined at the end. */
  next: string | undefined;
}

/** The newest first. */
export async function listAcross(db: Db, before?: string): Promise<AcrossList> {
  const found = await store.listAcross(db, perPage + 1, before);
  const analyses = found.slice(0, perPage);
  const ids = analyses.map(({ id }) => id);
  const forms = await store.listFormsByAnalysis(db, ids);
  return {
    analyses: analyses.map((analysis) => ({ ...analysis, forms: forms.get(analysis.id) ?? [] })),
    next: found.length > perPage ? ids.at(-1) : undefined,
  };
}

const formsOffered = 50;

/** More can be chosen from than are offered at once; what is chosen is among them. */
export async function offerForms(db: Db, search: string, chosen: string[]) {
  const forms = await store.listChoosableForms(db, { search, chosen, limit: formsOffered });
  return { forms, chosen, search, choosable: await store.countChoosableForms(db) };
}

/** Begins with a first run. Returns its id. @throws Invalid where a form is gone */
export async function createAcross({ db, clock }: Deps, viewer: Viewer, chosen: Chosen): Promise<string> {
  const id = newId();
  await inTransaction(db, async (trx) => {
    await allThere(trx, chosen);
    await store.insertAcross(trx, id, chosen, { createdBy: viewer.id, createdAt: timestamp(clock) });
    await startAnalysis(trx, { analysisId: id, anew: false });
  });
  return id;
}

/** What people taught it stays. Where other answers are to be read, they are, at once. @throws Invalid */
export async function changeAcross(db: Db, before: AcrossAnalysis, chosen: Chosen): Promise<void> {
  await inTransaction(db, async (trx) => {
    await allThere(trx, chosen);
    const forms = await listFormsOf(trx, before.id);
    await store.updateAcross(trx, before.id, chosen);
    const isSame =
      before.fromDay === chosen.fromDay &&
      before.untilDay === chosen.untilDay &&
      forms.join() === chosen.formIds.toSorted().join();
    if (!isSame) await learnFrom(trx, { analysisId: before.id, anew: false });
  });
}

async function allThere(db: Db, { formIds }: Chosen): Promise<void> {
  const found = await store.listChoosableForms(db, { search: '', chosen: formIds, limit: 0 });
  if (found.length < formIds.length) throw new Invalid({ forms: 'One of these forms is gone. Choose again.' });
}

/** Its themes go with it; what was answered, and each form's own themes, stay. */
export async function deleteAcross(db: Db, { id }: AcrossAnalysis): Promise<void> {
  await inTransaction(db, async (trx) => {
    await store.deleteAcross(trx, id);
    await deleteJobsAbout(trx, [id]);
  });
}
