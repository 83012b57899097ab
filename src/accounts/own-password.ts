import { hash, verify } from '@node-rs/argon2';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { hashed } from '../platform/signing.ts';
import { audit } from './audit.ts';
import type { Member } from './member.ts';
import * as store from './store.ts';

/** Every other session ends. Who signs in without a password needs none to choose one. @throws Invalid */
export async function changePassword(
  deps: Deps,
  { id }: Member,
  { current, password }: { current: string; password: string },
  sessionId: string,
): Promise<void> {
  const { password_hash } = (await store.findMemberRow(deps.db, id))!;
  if (password_hash && !(await verify(password_hash, current).catch(() => false))) {
    throw new Invalid({ current: 'This is not your password.' });
  }
  const newHash = await hash(password);
  await inTransaction(deps.db, async (trx) => {
    await store.updateMember(trx, id, { password_hash: newHash });
    await store.deleteSessions(trx, id, hashed(sessionId));
    await audit({ ...deps, db: trx }, id, 'password.changed', id);
  });
}

export async function endOtherSessions(deps: Deps, { id }: Member, sessionId: string): Promise<void> {
  await store.deleteSessions(deps.db, id, hashed(sessionId));
  await audit(deps, id, 'session.ended', id, { others: true });
}
