import { audit } from '../../accounts/audit.ts';
import type { Viewer } from '../../accounts/reviewer.ts';
import type { Form } from '../../forms/form.ts';
import { timestamp } from '../../platform/clock.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { NotFound } from '../../platform/http/errors.ts';
import { defineJob } from '../../platform/jobs/job.ts';
import { eraseResponses } from '../erasure.ts';
import { respondentName } from '../review.ts';
import { findImport, listImports, type Import } from './store.ts';
import * as store from './undo.store.ts';

const atOnce = 50;

/** Erases what an import brought. What the team has touched, also meanwhile, is kept unless somebody said otherwise. */
export const undoImport = defineJob<{ formId: string; importId: string; actorId: string }>(
  'responses.undo-import',
  async ({ formId, importId, actorId }, context) => {
    const done = await findImport(context.db, formId, importId);
    if (!done?.undoneAt) return;
    const next = () => store.listToErase(context.db, importId, done.withTouched, atOnce);
    for (let ids; (ids = await next()).length > 0;) {
      context.signal.throwIfAborted();
      await eraseResponses(context, ids, { actorId, because: 'member' });
    }
  },
  { title: 'Taking an import back' },
);

/** What taking an import back would erase, and what the team has rated, marked, noted or quoted of it. */
export interface Undoing extends Import {
  touched: number;
  /** The first few of those, by name. */
  known: { id: string; name: string }[];
}

const mostNamed = 10;

/** @throws NotFound for what nobody imported into that form, or was taken back already */
export async function getUndoing(db: Db, form: Form, id: string): Promise<Undoing> {
  const done = await findImport(db, form.id, id);
  if (!done || done.undoneAt || done.left === 0) {
    throw new NotFound('This import has been taken back already, or nothing of it is left.');
  }
  const rows = await store.listTouched(db, id, mostNamed);
  const known = rows.map((row) => ({ id: row.id, name: respondentName(row) }));
  return { ...done, touched: await store.countTouched(db, id), known };
}

/** From now on it counts as taken back; its answers go by a job. */
export async function takeBack(deps: Deps, actor: Viewer, form: Form, id: string, withTouched: boolean): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const { left, touched } = await getUndoing(trx, form, id);
    await store.markUndone(trx, id, timestamp(deps.clock), withTouched);
    await audit({ ...deps, db: trx }, actor.id, 'import.undone', form.id, {
      count: withTouched ? left : left - touched,
    });
    await undoImport.later(trx, { formId: form.id, importId: id, actorId: actor.id });
  });
}

export interface ListedImport extends Import {
  /** How many of its answers are still to be erased; 0 where nobody takes it back. */
  going: number;
}

/** The newest imports into a form. */
export async function listImported(db: Db, formId: string): Promise<ListedImport[]> {
  const listed: ListedImport[] = [];
  for (const each of await listImports(db, formId)) {
    const kept = each.withTouched || !each.undoneAt ? 0 : await store.countTouched(db, each.id);
    listed.push({ ...each, going: each.undoneAt ? each.left - kept : 0 });
  }
  return listed;
}
