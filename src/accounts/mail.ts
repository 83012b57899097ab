import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { invitationPath } from './invitation.ts';
import type { Member } from './member.ts';
import { findSignInPath } from './sign-in-link.ts';
import { findMemberRow } from './store.ts';

/** A mail about somebody's way in. */
export interface AccountMail {
  kind: 'invitation' | 'reset' | 'sign-in';
  /** To whom it goes. */
  memberId: string;
  /** Who asked for it, for the words "… has invited you". */
  byId?: string;
  /** What links begin with where neither BASE_URL nor the panel says so; only from a request of somebody signed in. */
  base?: string;
}

/**
 * Queues the mail in the caller's transaction, if `db` is one. Says whether mail is on: where it is not, the link has
 * to be passed on by hand.
 */
export const accountMail = new Hook<[deps: Deps, mail: AccountMail], Promise<boolean>>('accountMail');

/** Whether there is a server that takes mail. */
export const mailIsOn = new Hook<[deps: Deps], Promise<boolean>>('mailIsOn');

/** The link that such a mail holds, made when it is sent; undefined once it would be worth nothing. */
export async function findAccountLink(
  deps: Deps,
  { kind, memberId }: AccountMail,
): Promise<{ member: Member; path: string } | undefined> {
  const row = await findMemberRow(deps.db, memberId);
  if (!row || row.disabled_at) return undefined;
  const path = kind === 'sign-in' ? await findSignInPath(deps, row.id) : invitationPath(deps, row);
  return path ? { member: { id: row.id, name: row.name, email: row.email, role: row.role }, path } : undefined;
}
