import { audit } from '../accounts/audit.ts';
import { isReviewer, type Viewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getForm, type Form } from './form.ts';
import * as store from './reviewers.store.ts';

/** What of a respondent reviewers do not learn. An address mostly tells the name, so that a name is never hidden alone. */
export const hiding = ['nothing', 'email', 'both'] as const;
export type Hiding = (typeof hiding)[number];

/** Somebody with the role of a reviewer. */
export interface Reviewer {
  id: string;
  name: string;
  email: string;
  /** Whether the form was given to them. */
  given: boolean;
}

/** Through what the viewer may see. @throws NotFound, also for a form that was not given to a reviewer */
export async function getVisibleForm(db: Db, viewer: Viewer, formId: string): Promise<Form> {
  const form = await getForm(db, formId);
  if (isReviewer(viewer) && !(await store.isGiven(db, form.id, viewer.id))) {
    throw new NotFound('This form does not exist. It may have been deleted.');
  }
  return form;
}

/** Whether the viewer may look for a name in the form's responses. */
export async function seesNames(db: Db, viewer: Viewer, formId: string): Promise<boolean> {
  return !isReviewer(viewer) || (await store.findHiding(db, formId)) !== 'both';
}

/** Who reviews a form, who else could, and what they do not see. */
export async function reviewing(db: Db, formId: string): Promise<{ reviewers: Reviewer[]; hides: Hiding }> {
  return { reviewers: await store.listReviewers(db, formId), hides: await store.findHiding(db, formId) };
}

/** @throws NotFound for somebody who is no reviewer */
export function giveForm(deps: Deps, actor: Viewer, formId: string, memberId: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await getForm(trx, formId);
    const known = (await store.listReviewers(trx, formId)).find(({ id }) => id === memberId);
    if (!known) throw new NotFound('This person is no reviewer. Reload the page and choose again.');
    if (known.given) return;
    await store.insertGiven(trx, formId, memberId, timestamp(deps.clock));
    await audit({ ...deps, db: trx }, actor.id, 'form.given', formId, { to: memberId });
  });
}

/** At once: the next page they ask for is not there any more. What they rated and wrote stays. */
export function takeFormBack(deps: Deps, actor: Viewer, formId: string, memberId: string): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await getForm(trx, formId);
    if (!(await store.deleteGiven(trx, formId, memberId))) return;
    await audit({ ...deps, db: trx }, actor.id, 'form.taken-back', formId, { to: memberId });
  });
}

export function hideFromReviewers(deps: Deps, actor: Viewer, formId: string, hides: Hiding): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await getForm(trx, formId);
    await store.updateHiding(trx, formId, hides);
    await audit({ ...deps, db: trx }, actor.id, 'form.hidden', formId, { hides });
  });
}
