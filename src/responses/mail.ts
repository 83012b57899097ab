import { readSettings } from '../accounts/settings.ts';
import { companyName } from '../accounts/workspace.ts';
import { getForm } from '../forms/form.ts';
import type { Letter } from '../notifications/letter.ts';
import type { MailKind } from '../notifications/mail-kind.ts';
import type { Deps } from '../platform/deps.ts';
import { findRun, type Run } from './run.ts';
import { findResponse } from './store.ts';
import { withdrawalPath } from './withdrawal.ts';

/** What a respondent keeps: that their answers have arrived, and the link that withdraws them. */
export const receiptMail: MailKind<{ responseId: string }> = {
  name: 'responses.receipt',
  async write(deps, { responseId }) {
    const response = await findResponse(deps.db, responseId);
    if (!response) return undefined;
    const { slug } = await getForm(deps.db, response.formId);
    const run = await findRun(deps, slug, responseId);
    return run && receiptOf(deps, run);
  },
};

async function receiptOf(deps: Deps, { form, response, content, answers }: Run): Promise<Letter> {
  const company = await companyName(deps.db);
  const arrived = `You answered ${answers.size === 1 ? 'one question' : `${answers.size} questions`} in “${content.title}”. What you gave is on ${company}’s own server.`;
  const letter = {
    heading: 'Your answers have arrived',
    paragraphs: [arrived, ...content.thanks.split(/\n\s*\n/).filter((text) => text.trim() !== '')],
    why: `This was sent because somebody gave this address when they answered ${company}.`,
  };
  if (!(await knowsItsAddress(deps))) return letter;
  return {
    ...letter,
    paragraphs: [...letter.paragraphs, 'If you change your mind, this link withdraws them: they are erased at once.'],
    action: { label: 'Withdraw my answers', path: withdrawalPath(deps, form.slug, response) },
  };
}

/** A stranger's request must not say where a link in a mail leads: it could name any host. */
async function knowsItsAddress({ db, config }: Deps): Promise<boolean> {
  return config.baseUrl !== undefined || (await readSettings(db)).linkBase !== null;
}
