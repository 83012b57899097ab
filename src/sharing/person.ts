import { timestamp } from '../platform/clock.ts';
import type { Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { newId } from '../platform/ids.ts';
import * as store from './person.store.ts';

/** Somebody whom a link is for. */
export interface Person {
  id: string;
  linkId: string;
  /** In lower case. */
  email: string;
  createdAt: string;
}

export const listPeople = store.listPeople;

/** Addresses are the same however they are written. */
export function asAddress(text: string): string {
  return text.trim().toLowerCase();
}

export async function isListed(db: Db, linkId: string, email: string | null): Promise<boolean> {
  return email !== null && (await store.findPerson(db, linkId, asAddress(email))) !== undefined;
}

/** Makes the list what it is to be. Whoever stays on it keeps their personal link; whoever goes is out at once. */
export async function setPeople({ db, clock }: Deps, linkId: string, emails: readonly string[]): Promise<void> {
  const wanted = new Set(emails.map(asAddress));
  const before = await store.listPeople(db, linkId);
  const gone = before.filter(({ email }) => !wanted.has(email)).map(({ id }) => id);
  await store.deletePeople(db, gone);
  for (const { email } of before) wanted.delete(email);
  const createdAt = timestamp(clock);
  await store.insertPeople(
    db,
    [...wanted].map((email) => ({ id: newId(), linkId, email, createdAt })),
  );
}
