import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { audit } from './audit.ts';
import { findMemberIdByIdentity, insertIdentity, type Identity } from './identity.store.ts';
import { Email } from './input.ts';
import { addMember, type Member } from './member.ts';
import { findProfile } from './profile.ts';
import { readSettings } from './settings.ts';
import * as store from './store.ts';

/** What the sign-in provider says of somebody. */
export interface Profile extends Identity {
  email: string | undefined;
  /** Whether the provider has made sure that the address is theirs. */
  emailVerified: boolean;
  name: string | undefined;
}

/** Why nobody is signed in. */
export const refusals = ['disabled', 'unverified', 'unknown'] as const;

export type Refused = (typeof refusals)[number];

/**
 * Whom the profile belongs to: whoever signed in with it before, else who is here with its verified address, else a new
 * member where the settings allow it.
 */
export function memberOf(deps: Deps, profile: Profile): Promise<Member | Refused> {
  return inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    const found = (await knownBefore(trx, profile)) ?? (await foundByAddress(within, profile));
    if (found !== 'unknown') return found;
    return (await mayJoin(trx, profile)) ? join(within, profile) : 'unknown';
  });
}

async function knownBefore(db: Db, profile: Profile): Promise<Member | 'disabled' | undefined> {
  const memberId = await findMemberIdByIdentity(db, profile);
  return memberId === undefined ? undefined : ((await findProfile(db, memberId)) ?? 'disabled');
}

async function foundByAddress(deps: Deps, profile: Profile): Promise<Member | Refused> {
  const email = Email.safeParse(profile.email);
  if (!email.success || !profile.emailVerified) return 'unverified';
  const row = await store.findMemberByEmail(deps.db, email.data);
  if (!row) return 'unknown';
  if (row.disabled_at) return 'disabled';
  if (row.invited_at) await endInvitation(deps, row);
  await remember(deps, profile, row.id);
  return { id: row.id, name: row.name, email: row.email, role: row.role };
}

/** Whoever has come in this way needs the link no more, and nobody else shall use it. */
async function endInvitation(deps: Deps, { id, password_hash }: store.MemberRow): Promise<void> {
  await store.updateMember(deps.db, id, { invited_at: null });
  if (!password_hash) await audit(deps, id, 'person.joined', id, { by: 'provider' });
}

async function mayJoin(db: Db, { email }: Profile): Promise<boolean> {
  const { providerCreatesMembers, providerDomains } = await readSettings(db);
  const domain = email?.slice(email.lastIndexOf('@') + 1).toLowerCase() ?? '';
  return providerCreatesMembers && providerDomains.includes(domain);
}

async function join(deps: Deps, profile: Profile): Promise<Member> {
  const email = profile.email ?? '';
  const name = profile.name?.replace(/\s+/g, ' ').trim().slice(0, 120) || email.slice(0, email.indexOf('@'));
  const member = await addMember(deps, { name, email, role: 'member' });
  await store.updateMember(deps.db, member.id, { invited_at: null });
  await remember(deps, profile, member.id);
  await audit(deps, member.id, 'person.joined', member.id, { by: 'provider' });
  return member;
}

async function remember({ db, clock }: Deps, { issuer, subject }: Identity, memberId: string): Promise<void> {
  await insertIdentity(db, { issuer, subject, member_id: memberId, created_at: timestamp(clock) });
}
