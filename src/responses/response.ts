import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { closedSince } from '../forms/closing.ts';
import { getForm, type Form } from '../forms/form.ts';
import { eraseResponse } from './erasure.ts';
import * as store from './store.ts';

/** One run of a respondent through a form. */
export interface FormResponse {
  id: string;
  formId: string;
  /** The version of the form that was current at "Start". */
  publicationId: string;
  state: 'started' | 'submitted';
  name: string | null;
  email: string | null;
  /** The text that was agreed to. */
  consent: string | null;
  /** Where the form's link was found, as the link says. */
  source: string | null;
  /** Makes the next "another device" link; the one before is worth nothing then. */
  continueVersion: number;
  startedAt: string;
  submittedAt: string | null;
}

/** How long a response that is not submitted is kept, and its cookie with it. */
export const keptSeconds = 30 * 86_400;
const graceMs = 24 * 3_600_000;

/** @throws NotFound when the form was deleted meanwhile */
export async function startResponse(
  { db, clock }: Deps,
  form: Form & { publicationId: string },
  source: string | null = null,
): Promise<FormResponse> {
  const response: FormResponse = {
    id: newId(),
    formId: form.id,
    publicationId: form.publicationId,
    state: 'started',
    name: null,
    email: null,
    consent: null,
    source,
    continueVersion: 1,
    startedAt: timestamp(clock),
    submittedAt: null,
  };
  await inTransaction(db, async (trx) => {
    await getForm(trx, form.id);
    await store.insertResponse(trx, response);
  });
  return response;
}

/**
 * Changes a response, which cannot be submitted or deleted in between.
 * @throws Conflict once it is submitted, NotFound once it is gone
 */
export function whileStarted<Result>(
  db: Db,
  { id }: Pick<FormResponse, 'id'>,
  change: (trx: Db) => Promise<Result>,
): Promise<Result> {
  return inTransaction(db, async (trx) => {
    const response = await store.findResponse(trx, id);
    if (!response) throw new NotFound();
    if (response.state !== 'started') throw new Conflict(alreadySubmitted);
    return change(trx);
  });
}

export const alreadySubmitted = 'These answers have been submitted. They can no longer be changed.';

/** A response that was begun before its form closed may be finished within 24 hours of the closing. */
export function mayStillAnswer(form: Form, response: FormResponse, now: Date): boolean {
  const closed = closedSince(form, now);
  if (!closed) return true;
  return response.startedAt < closed && now.getTime() - Date.parse(closed) < graceMs;
}

/** Erases what was begun and not submitted within 30 days. */
export async function eraseAbandonedResponses(deps: Deps): Promise<void> {
  for (const id of await listAbandoned(deps)) await eraseResponse(deps, id, { actorId: null, because: 'abandoned' });
}

function listAbandoned({ db, clock }: { db: Db; clock: Deps['clock'] }): Promise<string[]> {
  return store.listStartedBefore(db, timestampIn(clock, -keptSeconds));
}
