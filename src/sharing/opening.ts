import type { Request, Response } from 'express';
import type { Member } from '../accounts/member.ts';
import { isReviewer } from '../accounts/reviewer.ts';
import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound, Refusal } from '../platform/http/errors.ts';
import { hashed } from '../platform/signing.ts';
import { isListed } from './person.ts';
import { findLinkByHash } from './store.ts';
import { subjectOf, type ShareLink } from './link.ts';
import { sharedSubject } from './subject.ts';
import { checkVisitToken, findOwnVisit, letIn, type Door, type Visit } from './visit.ts';

/** A link that somebody has opened: every gate is behind them. */
export interface Opened extends Door {
  visit: Visit;
}

/** What still stands between somebody and what a link opens. */
export type Gate = 'none' | 'sign-in' | 'password' | 'named' | 'name' | 'last-places';

/**
 * The door of a token: it is there, and not switched off or over.
 * @throws NotFound for an unknown token, Refusal (410) for one that was revoked or has expired
 */
export async function findDoor(deps: Deps, token: string): Promise<Door> {
  const link = await findLink(deps, token);
  if (!link) throw new NotFound('There is nothing at this link. Check that it is complete, or ask who sent it.');
  if (link.revokedAt) throw new Refusal(410, 'This link was switched off', askAgain);
  if (link.expiresAt && link.expiresAt <= timestamp(deps.clock))
    throw new Refusal(410, 'This link has expired', askAgain);
  const subject = await sharedSubject.run(deps, subjectOf(link));
  if (!subject) throw new Refusal(410, 'This was deleted', 'Who sent you the link has deleted what it opened.');
  return { link, subject };
}

/** Whatever has become of it. */
export function findLink({ db }: Deps, token: string): Promise<ShareLink | undefined> {
  return findLinkByHash(db, hashed(token));
}

const askAgain = 'Ask who sent it for a new one.';

/** The same for somebody who has passed the gate already, and as it is now. Every address below a link begins with this. */
export async function openedLink(deps: Deps, req: Request<{ token: string }>): Promise<Opened> {
  const door = await findDoor(deps, req.params.token);
  const visit = await findOwnVisit(deps, req, door.link);
  if (!visit || !(await isStillIn(deps, req.member, door.link, visit)))
    throw new Forbidden('Open the link itself first, then try again.');
  return { ...door, visit };
}

/** For a request that changes something. @throws Refusal without the token of the visit's own page */
export async function openedForChange(deps: Deps, req: Request<{ token: string }>): Promise<Opened> {
  const opened = await openedLink(deps, req);
  checkVisitToken(deps, req, opened.visit);
  return opened;
}

/** What lets people in may have changed since they came; whoever was taken off the list is out. */
export async function isStillIn(
  { db }: Deps,
  member: Pick<Member, 'role'> | undefined,
  link: ShareLink,
  visit: Visit,
): Promise<boolean> {
  if (visit.gate !== link.gate) return false;
  if (link.access === 'named') return isListed(db, link.id, visit.email);
  return link.access !== 'workspace' || isColleague(member);
}

function isColleague(member: Pick<Member, 'role'> | undefined): boolean {
  return member !== undefined && !isReviewer(member);
}

/** Opens the door where nothing more is asked of the person; otherwise says what is. */
export async function tryToOpen(deps: Deps, req: Request, res: Response, door: Door): Promise<Opened | Gate> {
  const { link } = door;
  const visit = await findOwnVisit(deps, req, link);
  if (visit && (await isStillIn(deps, req.member, link, visit))) {
    return { ...door, visit: await recognised(deps, req, res, door, visit) };
  }
  const gate = await gateOf(deps, req, link);
  if (gate !== 'none') return gate;
  return { ...door, visit: await letIn(deps, req, res, door, whoIsSignedIn(req)) };
}

/** Whoever was here before they signed in is the same visitor, known by now. What they have shown stays. */
async function recognised(deps: Deps, req: Request, res: Response, door: Door, visit: Visit): Promise<Visit> {
  const { member } = req;
  if (!member || visit.memberId !== null) return visit;
  const { name, email } = visit;
  return letIn(deps, req, res, door, { memberId: member.id, name: name ?? member.name, email: email ?? member.email });
}

/** What the person is, as far as the workspace knows it. */
export function whoIsSignedIn(req: Request): { memberId?: string; name?: string; email?: string } {
  const { member } = req;
  return member ? { memberId: member.id, name: member.name, email: member.email } : {};
}

/** Where only so many may come in, one asks to: a program that looks at links in mails takes nobody's place. */
async function gateOf({ db }: Deps, req: Request, link: ShareLink): Promise<Gate> {
  if (link.access === 'workspace') return isColleague(req.member) ? 'none' : 'sign-in';
  const isKnown = link.access === 'named' && (await isListed(db, link.id, req.member?.email ?? null));
  if (link.access !== 'anyone' && !isKnown) return link.access;
  if (link.asksName && !req.member) return 'name';
  return link.mostViewers === null ? 'none' : 'last-places';
}
