import { audit } from '../accounts/audit.ts';
import type { Member } from '../accounts/member.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { changeMaker, countFormsBy } from './store.ts';

/** How many forms somebody has made, or was given. */
export function countFormsOf(db: Deps['db'], memberId: string): Promise<number> {
  return countFormsBy(db, memberId);
}

/** Somebody who leaves has a successor: all their forms are the other's from then on. */
export async function handOverForms(deps: Deps, actor: Member, from: Member, to: Member): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await changeMaker(trx, from.id, to.id);
    await audit({ ...deps, db: trx }, actor.id, 'person.handed-over', from.id, { to: to.id });
  });
}
