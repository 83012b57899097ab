import { hash } from '@node-rs/argon2';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import type { Member } from './member.ts';
import * as store from './store.ts';

/** Somebody who may sign in, or may once they have chosen a password. */
export interface Person extends Member {
  state: 'active' | 'invited' | 'disabled';
  /** Where they choose their password; works once. Only for who is invited. */
  invitationPath: string | undefined;
}

export async function listPeople(deps: Deps): Promise<Person[]> {
  return (await store.listMembers(deps.db)).map((row) => {
    const { id, name, email, role } = row;
    const state = row.disabled_at ? 'disabled' : row.password_hash ? 'active' : 'invited';
    return { id, name, email, role, state, invitationPath: invitationPath(deps, row) };
  });
}

/** Where they choose their password; undefined once they have, or have been disabled. */
export function invitationPath({ signer }: Deps, row: store.MemberRow): string | undefined {
  if (row.disabled_at || row.password_hash) return undefined;
  return `/join/${row.id}/${signer.sign('invitation', row.id, row.invitation_version)}`;
}

/** @throws NotFound unless the secret is the newest one of somebody who has no password yet */
export async function getInvited({ db, signer }: Deps, id: string, secret: string): Promise<Member> {
  const row = await store.findMemberRow(db, id);
  const valid = row && !row.disabled_at && !row.password_hash;
  if (!valid || !signer.verify(secret, 'invitation', id, row.invitation_version)) {
    throw new NotFound('This link has been used, or a newer one was made. Ask the owner for a new one.');
  }
  return { id: row.id, name: row.name, email: row.email, role: row.role };
}

/** @throws NotFound as `getInvited` does */
export async function acceptInvitation(deps: Deps, id: string, secret: string, password: string): Promise<Member> {
  const passwordHash = await hash(password);
  return inTransaction(deps.db, async (trx) => {
    const member = await getInvited({ ...deps, db: trx }, id, secret);
    await store.updateMember(trx, id, { password_hash: passwordHash });
    return member;
  });
}

/** Takes the password away and makes a new link: for who has forgotten it. Their sessions end. */
export function inviteAgain({ db }: Deps, id: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await getOther(trx, id);
    if (row.disabled_at) throw new Conflict('Enable this person first.');
    const version = row.invitation_version + 1;
    await store.updateMember(trx, id, { password_hash: null, invitation_version: version });
    await store.deleteSessions(trx, id);
  });
}

/** Out at once; what they wrote stays. */
export function disableMember({ db, clock }: Deps, id: string): Promise<void> {
  return inTransaction(db, async (trx) => {
    await getOther(trx, id);
    await store.updateMember(trx, id, { disabled_at: timestamp(clock) });
    await store.deleteSessions(trx, id);
  });
}

export async function enableMember({ db }: Deps, id: string): Promise<void> {
  await getOther(db, id);
  await store.updateMember(db, id, { disabled_at: null });
}

/** @throws Conflict for the owner, who would be locked out */
async function getOther(db: Deps['db'], id: string): Promise<store.MemberRow> {
  const row = await store.findMemberRow(db, id);
  if (!row) throw new NotFound('This person is not here.');
  if (row.role === 'owner') throw new Conflict('The owner cannot be locked out.');
  return row;
}
