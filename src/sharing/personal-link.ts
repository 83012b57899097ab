import type { Deps } from '../platform/deps.ts';
import { pathOf, type ShareLink } from './link.ts';
import { listPeople, type Person } from './person.ts';

/** Lets in one person without a code, for where mail is off. */
export function personalPath(deps: Pick<Deps, 'signer'>, link: ShareLink, { id }: Pick<Person, 'id'>): string {
  return `${pathOf(deps, link)}/people/${id}/${deps.signer.sign('share-person', id, link.id, link.version)}`;
}

/** Undefined unless it is that person's personal link, and they are still on the list. */
export async function findByPersonalLink(
  { db, signer }: Deps,
  link: ShareLink,
  personId: string,
  secret: string,
): Promise<Person | undefined> {
  if (!signer.verify(secret, 'share-person', personId, link.id, link.version)) return undefined;
  return (await listPeople(db, link.id)).find(({ id }) => id === personId);
}
