import { hash, verify } from '@node-rs/argon2';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import * as store from './store.ts';

/** From the one who may do everything to the one who sees only the forms that were given to them. */
export const roles = ['owner', 'admin', 'member', 'reviewer'] as const;

export type Role = (typeof roles)[number];

export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
}

/** May run the workspace from the panel. */
export function canAdminister({ role }: Pick<Member, 'role'>): boolean {
  return role === 'owner' || role === 'admin';
}

export interface NewMember {
  name: string;
  email: string;
  password: string;
}

/** Creates the workspace and its owner. @throws Conflict when there is one already */
export async function createWorkspace({ db, clock }: Deps, company: string, owner: NewMember): Promise<Member> {
  const passwordHash = await hash(owner.password);
  return inTransaction(db, async (trx) => {
    if (await store.findWorkspace(trx)) throw new Conflict('This workspace exists already. Sign in instead.');
    const at = timestamp(clock);
    await store.insertWorkspace(trx, { id: newId(), company, created_at: at });
    return insert(trx, { ...owner, role: 'owner' }, passwordHash, at);
  });
}

/**
 * Without a password the member is invited: see invitation.ts.
 * @throws Invalid when the address belongs to somebody here
 */
export async function addMember(
  { db, clock }: Deps,
  person: Omit<NewMember, 'password'> & { role: Role; password?: string },
): Promise<Member> {
  const passwordHash = person.password === undefined ? null : await hash(person.password);
  return inTransaction(db, async (trx) => {
    if (await store.findMemberByEmail(trx, person.email)) {
      throw new Invalid({ email: 'Somebody with this address is here already.' });
    }
    return insert(trx, person, passwordHash, timestamp(clock));
  });
}

async function insert(
  db: Deps['db'],
  { name, email, role }: Omit<Member, 'id'>,
  passwordHash: string | null,
  createdAt: string,
): Promise<Member> {
  const member: Member = { id: newId(), name, email, role };
  const invited_at = passwordHash === null ? createdAt : null;
  await store.insertMember(db, { ...member, password_hash: passwordHash, created_at: createdAt, invited_at });
  return member;
}

/** @throws NotFound */
export async function getMember(db: Deps['db'], id: string): Promise<Member> {
  const row = await store.findMemberRow(db, id);
  if (!row) throw new NotFound('This person is not here.');
  return { id, name: row.name, email: row.email, role: row.role };
}

/** Takes the same time whether or not the account exists, so that neither the answer nor its delay tells. */
export async function findMemberByPassword({ db }: Deps, email: string, password: string): Promise<Member | undefined> {
  const found = await store.findMemberByEmail(db, email);
  const right = await verify(found?.password_hash ?? (await nobodysHash), password).catch(() => false);
  if (!found || !right || found.disabled_at) return undefined;
  const { id, name, role } = found;
  return { id, name, email: found.email, role };
}

const nobodysHash = hash('nobody has this password');
