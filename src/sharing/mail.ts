import { companyName } from '../accounts/workspace.ts';
import type { MailKind } from '../notifications/mail-kind.ts';
import { digitsOf, findLiveCode } from './code.ts';

/** The code itself is made when the mail is sent, and stands nowhere else. */
export const codeMail: MailKind<{ codeId: string; linkId: string }> = {
  name: 'sharing.code',
  async write(deps, { codeId }) {
    const code = await findLiveCode(deps, codeId);
    if (!code) return undefined;
    const digits = digitsOf(deps, code);
    return {
      heading: `${digits.slice(0, 3)} ${digits.slice(3)}`,
      paragraphs: [
        'This is your code. Type it where you asked for it. It holds for ten minutes and works once.',
        'If you did not ask for it, leave it alone: without it nobody gets in.',
      ],
      why: `This was sent because somebody typed your address where ${await companyName(deps.db)} has shared something with you.`,
    };
  },
};
