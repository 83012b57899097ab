import { hash } from '@node-rs/argon2';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import { audit } from './audit.ts';
import type { Invitee } from './invitees.ts';
import { manageable } from './managing.ts';
import { addMember, type Member, type NewMember, type Role } from './member.ts';
import * as store from './store.ts';

export const linkDays = 7;

/**
 * Where somebody chooses a password, whether they are new here or have forgotten theirs: works once, and until a newer
 * one is made. Undefined when there is none that is still good.
 */
export function invitationPath({ signer, clock }: Deps, row: store.MemberRow): string | undefined {
  const isGood = !row.disabled_at && row.invited_at && row.invited_at > timestampIn(clock, -linkDays * 86_400);
  return isGood ? `/join/${row.id}/${signer.sign('invitation', row.id, row.invitation_version)}` : undefined;
}

/** @throws Invalid when the address belongs to somebody here; Forbidden for a role that the actor may not give */
export async function invite(
  deps: Deps,
  actor: Member,
  person: Omit<NewMember, 'password'> & { role: Role },
): Promise<Member> {
  manageable(actor, person);
  return inTransaction(deps.db, async (trx) => {
    const member = await addMember({ ...deps, db: trx }, person);
    await audit({ ...deps, db: trx }, actor.id, 'person.invited', member.id, { role: member.role });
    return member;
  });
}

/** Leaves out who is here already. Everybody, or with an error nobody. */
export function inviteAll(deps: Deps, actor: Member, people: Invitee[], role: Role): Promise<Member[]> {
  return inTransaction(deps.db, async (trx) => {
    const invited: Member[] = [];
    for (const person of people) {
      if (await store.findMemberByEmail(trx, person.email)) continue;
      invited.push(await invite({ ...deps, db: trx }, actor, { ...person, role }));
    }
    return invited;
  });
}

/** @throws NotFound unless the secret is the newest one, unused and at most a week old */
export async function getInvited(deps: Deps, id: string, secret: string): Promise<Member> {
  const row = await store.findMemberRow(deps.db, id);
  const good = row && invitationPath(deps, row);
  if (!good || !deps.signer.verify(secret, 'invitation', id, row.invitation_version)) {
    throw new NotFound(
      'This link has been used, is older than a week, or a newer one was made. Ask the owner for a new one.',
    );
  }
  return { id: row.id, name: row.name, email: row.email, role: row.role };
}

/** Sessions under an older password end. @throws NotFound as `getInvited` does */
export async function acceptInvitation(deps: Deps, id: string, secret: string, password: string): Promise<Member> {
  const passwordHash = await hash(password);
  return inTransaction(deps.db, async (trx) => {
    const member = await getInvited({ ...deps, db: trx }, id, secret);
    const { password_hash } = (await store.findMemberRow(trx, id))!;
    await store.updateMember(trx, id, { password_hash: passwordHash, invited_at: null });
    await store.deleteSessions(trx, id);
    await audit({ ...deps, db: trx }, id, password_hash ? 'password.changed' : 'person.joined', id);
    return member;
  });
}

/** For who was invited, or has forgotten their password: the old link stops working, an old password goes on until the new link is used. */
export async function makeLink(deps: Deps, actor: Member, id: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const row = await getManageable(trx, actor, id);
    if (row.disabled_at) throw new Conflict('Enable this person first.');
    const version = row.invitation_version + 1;
    await store.updateMember(trx, id, { invitation_version: version, invited_at: timestamp(deps.clock) });
    await audit({ ...deps, db: trx }, actor.id, 'person.link-made', id);
  });
}

/** Takes the link back; who never joined is gone with it. */
export async function withdrawLink(deps: Deps, actor: Member, id: string): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const row = await getManageable(trx, actor, id);
    const hasJoined = row.password_hash !== null || row.signed_in_at !== null;
    if (hasJoined) await store.updateMember(trx, id, { invited_at: null });
    else await store.deleteMember(trx, id);
    await audit({ ...deps, db: trx }, actor.id, 'person.withdrawn', id);
  });
}

async function getManageable(db: Deps['db'], actor: Member, id: string): Promise<store.MemberRow> {
  const row = await store.findMemberRow(db, id);
  if (!row) throw new NotFound('This person is not here.');
  manageable(actor, row);
  return row;
}
