import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { accountMail } from './mail.ts';
import type { Member } from './member.ts';
import { findProfile } from './profile.ts';
import * as links from './sign-in-link.store.ts';
import { findMemberByEmail } from './store.ts';

const minutes = 30;

/** Mails a link to whoever has this address here and has joined; does nothing for anybody else. */
export async function mailSignInLink(deps: Deps, email: string): Promise<void> {
  const row = await findMemberByEmail(deps.db, email);
  const hasJoined = row && !row.disabled_at && (row.password_hash !== null || row.signed_in_at !== null);
  if (!hasJoined) return;
  await inTransaction(deps.db, async (trx) => {
    await links.renewLink(trx, row.id, timestamp(deps.clock));
    await accountMail.run({ ...deps, db: trx }, { kind: 'sign-in', memberId: row.id });
  });
}

/** The newest link of a member, for as long as it is good and unused. */
export async function findSignInPath(deps: Deps, memberId: string): Promise<string | undefined> {
  const link = await findGood(deps, memberId);
  return link && `/sign-in/${memberId}/${secretOf(deps, link)}`;
}

/** @throws NotFound for a link that is too old, used, or not the newest */
export async function getMemberByLink(deps: Deps, memberId: string, secret: string): Promise<Member> {
  const link = await findGood(deps, memberId);
  const member = link && (await findProfile(deps.db, memberId));
  if (!member || !deps.signer.verify(secret, 'sign-in', link.member_id, link.version)) {
    throw new NotFound('This link has been used, is older than half an hour, or a newer one was sent.');
  }
  return member;
}

/** Of several who follow the link at the same time, one gets in. @throws NotFound */
export async function useSignInLink(deps: Deps, memberId: string, secret: string): Promise<Member> {
  const member = await getMemberByLink(deps, memberId, secret);
  if (!(await links.useLink(deps.db, memberId))) throw new NotFound('This link has been used.');
  return member;
}

async function findGood({ db, clock }: Deps, memberId: string): Promise<links.LinkRow | undefined> {
  const link = await links.findLink(db, memberId);
  return link?.made_at && link.made_at > timestampIn(clock, -minutes * 60) ? link : undefined;
}

function secretOf({ signer }: Deps, { member_id, version }: links.LinkRow): string {
  return signer.sign('sign-in', member_id, version);
}
