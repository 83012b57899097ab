import { findAccountLink, type AccountMail } from '../accounts/mail.ts';
import { getMember } from '../accounts/member.ts';
import { companyName } from '../accounts/workspace.ts';
import type { Deps } from '../platform/deps.ts';
import type { Letter } from './letter.ts';
import { sendMail } from './mail.ts';
import type { MailKind } from './mail-kind.ts';

type Ids = { memberId: string; byId: string };

/** Fills the hook `accountMail`. */
export async function sendAccountMail(deps: Deps, { kind, memberId, byId = '', base }: AccountMail): Promise<boolean> {
  const member = await getMember(deps.db, memberId);
  const subject = subjects[kind](await companyName(deps.db));
  const to = { name: member.name, address: member.email };
  const id = await sendMail(deps, { kind: accountMails[kind], ids: { memberId, byId }, to, subject, memberId, base });
  return id !== undefined;
}

const subjects: Record<AccountMail['kind'], (company: string) => string> = {
  invitation: (company) => `Join ${company} on Reelay`,
  reset: (company) => `Choose a new password for ${company}`,
  'sign-in': (company) => `Sign in to ${company}`,
};

const accountMails: Record<AccountMail['kind'], MailKind<Ids>> = {
  invitation: accountKind('invitation', ({ name, company, by }) => ({
    heading: `Welcome, ${name}`,
    paragraphs: [
      `${by ?? 'Somebody'} has invited you to ${company} on Reelay, where people ask and answer by video when it suits them.`,
      'The link works once, for seven days, and for you alone. Choose a password there.',
    ],
    label: 'Choose your password',
  })),
  reset: accountKind('reset', ({ company, by }) => ({
    heading: 'Choose a new password',
    paragraphs: [
      `${by ?? 'Somebody'} has asked for a new password for your account at ${company}.`,
      'The link works once. If you did not want this, leave it alone and tell whoever runs your workspace.',
    ],
    label: 'Choose a new password',
  })),
  'sign-in': accountKind('sign-in', ({ company }) => ({
    heading: `Sign in to ${company}`,
    paragraphs: ['The link works once. If you did not ask for it, leave it alone: without it nobody gets in.'],
    label: 'Sign in',
  })),
};

interface About {
  name: string;
  company: string;
  by: string | undefined;
}

function accountKind(
  kind: AccountMail['kind'],
  words: (about: About) => Pick<Letter, 'heading' | 'paragraphs'> & { label: string },
): MailKind<Ids> {
  return {
    name: `accounts.${kind}`,
    async write(deps, { memberId, byId }) {
      const found = await findAccountLink(deps, { kind, memberId });
      if (!found) return undefined;
      const by = byId ? (await getMember(deps.db, byId)).name : undefined;
      const company = await companyName(deps.db);
      const { label, ...rest } = words({ name: found.member.name, company, by });
      const why = `This was sent to ${found.member.email} because of your account at ${company}.`;
      return { ...rest, action: { label, path: found.path }, why };
    },
  };
}

export const accountMailKinds = Object.values(accountMails);
