import { sendMail } from '../notifications/mail.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { defineJob } from '../platform/jobs/job.ts';
import { findLiveCode, insertCode, newCode } from './code.ts';
import { codeMail } from './mail.ts';

/**
 * Asks for a code. The same is done whether or not the link is for that address, so that nothing tells; the job that
 * follows looks.
 */
export async function askForCode(deps: Deps, linkId: string, email: string): Promise<void> {
  const code = newCode(deps, linkId, email);
  await inTransaction(deps.db, async (trx) => {
    await insertCode(trx, code);
    await mailCode.later(trx, { codeId: code.id });
  });
}

export const mailCode = defineJob<{ codeId: string }>('sharing.mail-code', async ({ codeId }, context) => {
  const code = await findLiveCode(context, codeId);
  if (!code) return;
  const to = { name: undefined, address: code.email };
  const ids = { codeId, linkId: code.linkId };
  await sendMail(context, { kind: codeMail, ids, to, subject: 'Your code for what was shared with you' });
});
