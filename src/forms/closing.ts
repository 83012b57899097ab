import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict } from '../platform/http/errors.ts';
import { getForm, type Form, type FormState } from './form.ts';
import { updateForm } from './store.ts';

/** Since when the form takes no new responses, or undefined while it does. */
export function closedSince(form: Form, now: Date): string | undefined {
  if (form.closedAt) return form.closedAt;
  return form.closesAt && Date.parse(form.closesAt) <= now.getTime() ? form.closesAt : undefined;
}

/** Closing stops new responses; one already begun may be finished (see responses/). */
export async function closeForm(deps: Deps, formId: string): Promise<Form> {
  return changeState(deps, formId, 'published', 'closed');
}

/** Opens the form again, and forgets a closing date that has passed. */
export async function reopenForm(deps: Deps, formId: string): Promise<Form> {
  return changeState(deps, formId, 'closed', 'published');
}

function changeState({ db, clock }: Deps, formId: string, from: FormState, to: FormState): Promise<Form> {
  return inTransaction(db, async (trx) => {
    const form = await getForm(trx, formId);
    if (form.state === 'draft') throw new Conflict('Publish this form first.');
    const past = form.closesAt !== null && Date.parse(form.closesAt) <= clock.now().getTime();
    if (form.state !== from && !past) return form;
    const at = timestamp(clock);
    const closesAt = past ? null : form.closesAt;
    const changed: Form = { ...form, state: to, updatedAt: at, closedAt: to === 'closed' ? at : null, closesAt };
    await updateForm(trx, changed);
    return changed;
  });
}

export function setClosingDate(
  { db, clock }: Deps,
  formId: string,
  closesAt: string | null,
  closesZone: string,
): Promise<Form> {
  return inTransaction(db, async (trx) => {
    const form = await getForm(trx, formId);
    const changed = { ...form, closesAt, closesZone, updatedAt: timestamp(clock) };
    await updateForm(trx, changed);
    return changed;
  });
}
