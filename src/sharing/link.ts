import { hash } from '@node-rs/argon2';
import { audit } from '../accounts/audit.ts';
import { canAdminister } from '../accounts/member.ts';
import type { Viewer } from '../accounts/reviewer.ts';
import { readSettings } from '../accounts/settings.ts';
import { eraseMailsAbout } from '../notifications/mail.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { hashed } from '../platform/signing.ts';
import { setPeople } from './person.ts';
import * as store from './store.ts';
import { checkShareable, mayShare, type SubjectRef } from './subject.ts';

/** Who may open a link: whoever has it, who knows its password, people who show that an address is theirs, members. */
export const accesses = ['anyone', 'password', 'named', 'workspace'] as const;
export type Access = (typeof accesses)[number];

export interface ShareLink {
  id: string;
  subjectKind: string;
  subjectId: string;
  name: string;
  version: number;
  access: Access;
  passwordHash: string | null;
  gate: number;
  /** UTC. */
  expiresAt: string | null;
  mostViewers: number | null;
  allowsDownload: boolean;
  allowsComments: boolean;
  asksName: boolean;
  /** Origins that may show it in a frame. */
  sites: string[];
  createdBy: string | null;
  createdAt: string;
  revokedAt: string | null;
}

/** What its owner decides about a link. */
export type LinkChoices = Pick<
  ShareLink,
  'name' | 'access' | 'expiresAt' | 'mostViewers' | 'allowsDownload' | 'allowsComments' | 'asksName' | 'sites'
>;

const open: LinkChoices = {
  name: 'Link',
  access: 'anyone',
  expiresAt: null,
  mostViewers: null,
  allowsDownload: false,
  allowsComments: true,
  asksName: false,
  sites: [],
};

/** Opens the subject to whoever has it. It can be shown again, for it is made of the key and the row. */
export function tokenOf({ signer }: Pick<Deps, 'signer'>, { id, version }: Pick<ShareLink, 'id' | 'version'>): string {
  return signer.sign('share', id, version);
}

export function pathOf(deps: Pick<Deps, 'signer'>, link: Pick<ShareLink, 'id' | 'version'>): string {
  return `/s/${tokenOf(deps, link)}`;
}

/** Where only admins may share, a member's link is for the workspace. */
export async function makeFirstLink(deps: Deps, member: Viewer, subject: SubjectRef): Promise<ShareLink> {
  const access = (await maySharePublicly(deps.db, member)) ? 'anyone' : 'workspace';
  return insert(deps, member, subject, { ...open, access });
}

/** @throws Forbidden where this workspace leaves sharing to admins */
export async function makeLink(deps: Deps, member: Viewer, subject: SubjectRef, given: Given): Promise<ShareLink> {
  const { password, people: _, ...choices } = { ...open, ...given };
  await checkMayShare(deps, member, subject, choices.access);
  return insert(deps, member, subject, choices, await hashOf(password));
}

/** What is not given stays as it is. */
export type Given = Partial<LinkChoices> & { password?: string | undefined; people?: readonly string[] };

async function insert(
  { db, clock, signer }: Deps,
  member: Viewer,
  subject: SubjectRef,
  choices: LinkChoices,
  passwordHash: string | null = null,
): Promise<ShareLink> {
  const link: ShareLink = {
    ...choices,
    id: newId(),
    subjectKind: subject.kind,
    subjectId: subject.id,
    version: 1,
    gate: 1,
    passwordHash,
    createdBy: member.id,
    createdAt: timestamp(clock),
    revokedAt: null,
  };
  return inTransaction(db, async (trx) => {
    await store.insertLink(trx, link, hashed(tokenOf({ signer }, link)));
    await audit({ db: trx, clock }, member.id, 'link.made', subject.id, { link: link.id, access: link.access });
    return link;
  });
}

/** Whoever came in before must pass again when what lets people in has changed. @throws NotFound, Forbidden */
export async function changeLink(deps: Deps, member: Viewer, id: string, given: Given): Promise<ShareLink> {
  const password = await hashOf(given.password);
  return inTransaction(deps.db, async (trx) => {
    const link = await getOwnLink({ ...deps, db: trx }, member, id);
    const { password: _, people, ...choices } = given;
    const changed = { ...link, ...choices, passwordHash: password ?? link.passwordHash };
    if (changed.access !== 'password') changed.passwordHash = null;
    await checkMayShare({ ...deps, db: trx }, member, subjectOf(link), changed.access);
    const letsInOthers = changed.access !== link.access || password !== null || changed.asksName !== link.asksName;
    changed.gate = link.gate + (letsInOthers ? 1 : 0);
    await store.updateLink(trx, changed);
    if (people) await setPeople({ ...deps, db: trx }, id, people);
    await audit({ ...deps, db: trx }, member.id, 'link.changed', link.subjectId, { link: id, access: changed.access });
    return changed;
  });
}

/**
 * Playback that is going on ends with its next request. It can be switched on again by who could make such a link.
 * @throws NotFound, Forbidden
 */
export function switchLink(deps: Deps, member: Viewer, id: string, on: boolean): Promise<ShareLink> {
  return inTransaction(deps.db, async (trx) => {
    const link = await getOwnLink({ ...deps, db: trx }, member, id);
    if (on) await checkMayShare({ ...deps, db: trx }, member, subjectOf(link), link.access);
    const changed = { ...link, revokedAt: on ? null : timestamp(deps.clock) };
    await store.updateLink(trx, changed);
    await audit({ ...deps, db: trx }, member.id, on ? 'link.restored' : 'link.revoked', link.subjectId, { link: id });
    return changed;
  });
}

/** In the order in which they were made. */
export const listLinks = store.listLinks;

/** Of what is erased: its links, who has opened them, and the mails to whom they are for. */
export async function forgetLinks(db: Db, subject: SubjectRef): Promise<void> {
  for (const { id } of await store.listLinks(db, subject)) await eraseMailsAbout(db, 'linkId', id);
  await store.deleteLinks(db, subject);
}

/** @throws NotFound, also for a link to what is not theirs to share */
export async function getOwnLink(deps: Deps, member: Viewer, id: string): Promise<ShareLink> {
  const link = await store.findLink(deps.db, id);
  if (!link || !(await mayShare.run(deps, member, subjectOf(link)))) throw new NotFound();
  return link;
}

export function subjectOf({ subjectKind, subjectId }: ShareLink): SubjectRef {
  return { kind: subjectKind, id: subjectId };
}

async function checkMayShare(deps: Deps, member: Viewer, subject: SubjectRef, access: Access): Promise<void> {
  if (!(await mayShare.run(deps, member, subject))) throw new NotFound();
  await checkShareable.run(deps, subject);
  if (access !== 'workspace' && !(await maySharePublicly(deps.db, member))) {
    throw new Forbidden('In this workspace only admins share with people outside. You can share with the workspace.');
  }
}

/** Whether this workspace lets them share with people outside. */
export async function maySharePublicly(db: Db, member: Pick<Viewer, 'role'>): Promise<boolean> {
  return canAdminister(member) || (await readSettings(db)).sharedBy === 'members';
}

async function hashOf(password: string | undefined): Promise<string | null> {
  return password ? hash(password) : null;
}
