import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Forbidden, NotFound } from '../platform/http/errors.ts';
import { audit } from './audit.ts';
import { canAdminister, type Member, type Role } from './member.ts';
import * as store from './store.ts';

/** Admins manage everybody but owners, and make nobody one. @throws Forbidden */
export function manageable(actor: Member, { role }: Pick<Member, 'role'>): void {
  if (actor.role === 'owner') return;
  if (!canAdminister(actor)) throw new Forbidden();
  if (role === 'owner') throw new Forbidden('Only an owner may do this to an owner, or make somebody one.');
}

/** They sign in again, so that nothing that is open goes on with what they may do no more. */
export function changeRole(deps: Deps, actor: Member, id: string, role: Role): Promise<void> {
  manageable(actor, { role });
  return change(deps, actor, id, async (trx, row) => {
    if (row.role === role) return;
    if (row.role === 'owner') await keepAnOwner(trx, id);
    await store.updateMember(trx, id, { role });
    if (id !== actor.id) await store.deleteSessions(trx, id);
    await audit({ ...deps, db: trx }, actor.id, 'person.role-changed', id, { from: row.role, to: role });
  });
}

/** Out at once; what they made stays. */
export function disableMember(deps: Deps, actor: Member, id: string): Promise<void> {
  return change(deps, actor, id, async (trx, row) => {
    if (id === actor.id) throw new Conflict('You cannot disable yourself. Another owner or admin can.');
    if (row.role === 'owner') await keepAnOwner(trx, id);
    await store.updateMember(trx, id, { disabled_at: timestamp(deps.clock), invited_at: null });
    await store.deleteSessions(trx, id);
    await audit({ ...deps, db: trx }, actor.id, 'person.disabled', id);
  });
}

export function enableMember(deps: Deps, actor: Member, id: string): Promise<void> {
  return change(deps, actor, id, async (trx) => {
    await store.updateMember(trx, id, { disabled_at: null });
    await audit({ ...deps, db: trx }, actor.id, 'person.enabled', id);
  });
}

async function change(
  { db }: Deps,
  actor: Member,
  id: string,
  work: (trx: Deps['db'], row: store.MemberRow) => Promise<void>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const row = await store.findMemberRow(trx, id);
    if (!row) throw new NotFound('This person is not here.');
    manageable(actor, row);
    await work(trx, row);
  });
}

/** @throws Conflict when nobody else could run the workspace */
async function keepAnOwner(trx: Deps['db'], id: string): Promise<void> {
  if (await store.hasOwnerBeside(trx, id)) return;
  throw new Conflict('This is the last owner. Make somebody else an owner first, who has signed in at least once.');
}
