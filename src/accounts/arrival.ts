import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { audit } from './audit.ts';
import type { Member } from './member.ts';
import * as store from './store.ts';

/** When somebody was here last, and that they came. */
export async function recordSignIn(deps: Deps, { id }: Member): Promise<void> {
  await store.updateMember(deps.db, id, { signed_in_at: timestamp(deps.clock) });
  await audit(deps, id, 'session.began', id);
}

/** Somebody tried. Of an address that nobody here has, nothing is kept. */
export async function recordRefusal(deps: Deps, email: string): Promise<void> {
  const known = await store.findMemberByEmail(deps.db, email);
  await audit(deps, null, 'session.refused', known?.id ?? null);
}
