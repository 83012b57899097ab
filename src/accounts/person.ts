import { NotFound } from '../platform/http/errors.ts';
import type { Deps } from '../platform/deps.ts';
import { invitationPath } from './invitation.ts';
import type { Member } from './member.ts';
import * as store from './store.ts';

/** Somebody as the panel shows them: who may sign in, or may once they have chosen a password. */
export interface Person extends Member {
  state: 'active' | 'invited' | 'disabled';
  portrait: number | null;
  signedInAt: string | null;
  /** Where they choose a password; works once. Undefined without a link that is still good. */
  linkPath: string | undefined;
  /** When the link was made. */
  linkedAt: string | null;
}

/** By name. `search` is part of a name or an address; `after` the id of the last one on the page before. */
export async function listPeople(
  deps: Deps,
  page: { search?: string; after?: string },
  limit: number,
): Promise<Person[]> {
  return (await store.listMembers(deps.db, page, limit)).map((row) => asPerson(deps, row));
}

/** @throws NotFound */
export async function getPerson(deps: Deps, id: string): Promise<Person> {
  const person = await findPerson(deps, id);
  if (!person) throw new NotFound('This person is not here.');
  return person;
}

export async function findPerson(deps: Deps, id: string): Promise<Person | undefined> {
  const row = await store.findMemberRow(deps.db, id);
  return row && asPerson(deps, row);
}

function asPerson(deps: Deps, row: store.MemberRow): Person {
  const { id, name, email, role, portrait, signed_in_at, invited_at } = row;
  const hasJoined = row.password_hash !== null || signed_in_at !== null;
  const state = row.disabled_at ? 'disabled' : hasJoined ? 'active' : 'invited';
  const linkPath = invitationPath(deps, row);
  return { id, name, email, role, state, portrait, signedInAt: signed_in_at, linkPath, linkedAt: invited_at };
}
