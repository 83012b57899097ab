import { addMember, createWorkspace, type Member } from '../accounts/member.ts';
import { listPeople } from '../accounts/person.ts';
import { createConfiguredOwner, needsSetup } from '../accounts/setup.ts';
import type { Deps } from '../platform/deps.ts';
import { randomText } from '../platform/ids.ts';

export interface Team {
  /** The owner, then two members. */
  people: Member[];
  /** By which those can sign in who are new; chosen anew for every demo workspace. */
  password: string;
  ownerIsNew: boolean;
}

/** A workspace that somebody has set up already keeps its owner and its name. */
export async function gatherTeam(deps: Deps): Promise<Team> {
  const password = randomText(16);
  await createConfiguredOwner(deps);
  const ownerIsNew = await needsSetup(deps);
  const owner = ownerIsNew ? await createOwner(deps, password) : (await listPeople(deps, {}, 1000)).find(isOwner);
  if (!owner) throw new Error('This workspace has no owner.');
  const ruth = await findOrAdd(deps, { name: 'Ruth Calder', email: 'ruth@marlow.example', password });
  const dev = await findOrAdd(deps, { name: 'Dev Patel', email: 'dev@marlow.example', password });
  return { people: [owner, ruth, dev], password, ownerIsNew };
}

function createOwner(deps: Deps, password: string): Promise<Member> {
  return createWorkspace(deps, 'Marlow & Finch', { name: 'Olive Finch', email: 'olive@marlow.example', password });
}

function isOwner({ role }: Member): boolean {
  return role === 'owner';
}

async function findOrAdd(deps: Deps, person: { name: string; email: string; password: string }): Promise<Member> {
  const known = (await listPeople(deps, { search: person.email }, 100)).find(({ email }) => email === person.email);
  return known ?? addMember(deps, { ...person, role: 'member' });
}
