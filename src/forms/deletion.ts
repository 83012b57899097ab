import { audit } from '../accounts/audit.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { eraseClips } from '../media/erase.ts';
import { forgetNotices } from '../notifications/notice.ts';
import { getForm } from './form.ts';
import * as store from './store.ts';

/** Clips of the answers to a form, to be erased with it: filled by responses/. */
export const clipsOfResponses = new Hook<[Db, string], Promise<string[]>>('clipsOfResponses');

/**
 * Deletes a form with its versions, responses, transcripts and recordings. Prompt clips stay while a copy of the form
 * shows them.
 * @param actorId the member who does it; null: the system
 */
export function deleteForm({ db, clock }: Deps, formId: string, actorId: string | null = null): Promise<void> {
  return inTransaction(db, async (trx) => {
    await getForm(trx, formId);
    const clips = await clipsOfResponses.run(trx, formId);
    const prompts = await store.promptClipsOnlyIn(trx, formId);
    await store.deleteForm(trx, formId);
    await audit({ db: trx, clock }, actorId, 'form.deleted', formId);
    await forgetNotices(trx, formId);
    await eraseClips.later(trx, { clipIds: [...clips, ...prompts] });
  });
}
