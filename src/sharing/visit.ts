import type { CookieOptions, Request, Response } from 'express';
import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Refusal } from '../platform/http/errors.ts';
import { cookieIn } from '../platform/http/cookies.ts';
import { newId } from '../platform/ids.ts';
import { pathOf, type ShareLink } from './link.ts';
import { isProgram } from './programs.ts';
import type { Subject } from './subject.ts';
import * as store from './visit.store.ts';

/** One browser that opened a link and passed its gate. */
export interface Visit {
  id: string;
  linkId: string;
  memberId: string | null;
  /** Shown to be theirs. */
  email: string | null;
  /** As they call themselves. */
  name: string | null;
  /** The browser, as it says. */
  agent: string;
  /** A mail scanner or a preview bot, by what it calls itself and because it only looked. */
  isProgram: boolean;
  /** The link's gate as it was when they passed it. */
  gate: number;
  createdAt: string;
  lastSeenAt: string;
}

const cookieName = 'reelay-visit';
const keptSeconds = 365 * 86_400;

/** The visit that this browser's cookie names, if we made that cookie for this link. */
export async function findOwnVisit(deps: Deps, req: Request, link: ShareLink): Promise<Visit | undefined> {
  const id = ownVisitId(deps, req, link);
  const visit = id === undefined ? undefined : await store.findVisit(deps.db, id);
  return visit?.linkId === link.id ? visit : undefined;
}

/** The id alone, without asking the database. */
export function ownVisitId({ signer }: Deps, req: Request, link: ShareLink): string | undefined {
  const [id = '', signature = ''] = cookieIn(req, cookieName).split('.');
  return signer.verify(signature, 'visit', link.id, id) ? id : undefined;
}

/** What whoever passes the gate has shown or said. */
export type Shown = Partial<Pick<Visit, 'name' | 'email' | 'memberId'>>;

/**
 * Lets somebody in, and remembers it in their browser. The one who was here before is the same visitor.
 * @throws Refusal when as many people as the link allows have opened it
 */
export async function letIn(deps: Deps, req: Request, res: Response, door: Door, shown: Shown = {}): Promise<Visit> {
  const { link } = door;
  const before = await findOwnVisit(deps, req, link);
  const visit = await inTransaction(deps.db, async (trx) => {
    const at = timestamp(deps.clock);
    if (before) {
      const again = { ...before, ...shown, gate: link.gate, lastSeenAt: at };
      await store.renewVisit(trx, again);
      return again;
    }
    await checkRoom(trx, door, shown);
    const agent = agentOf(req);
    // Whoever pressed a button or typed something is no scanner, whatever it calls itself.
    const isLooking = req.method !== 'POST' && isProgram(agent);
    const known = { agent, isProgram: isLooking, linkId: link.id, gate: link.gate };
    const made = { ...nobody, ...shown, ...known, id: newId() };
    await store.insertVisit(trx, { ...made, createdAt: at, lastSeenAt: at });
    return { ...made, createdAt: at, lastSeenAt: at };
  });
  remember(deps, res, link, visit);
  return visit;
}

/** What somebody who is in calls themselves. */
export async function nameVisit({ db }: Pick<Deps, 'db'>, visit: Visit, name: string): Promise<Visit> {
  const named = { ...visit, name };
  await store.renewVisit(db, named);
  return named;
}

export interface Door {
  link: ShareLink;
  subject: Subject;
}

const nobody = { memberId: null, email: null, name: null };

/** @throws Refusal (410) where as many have come in as may, before they are asked for anything */
export async function checkRoom(db: Db, { link, subject }: Door, { memberId }: Shown): Promise<void> {
  if (link.mostViewers === null || memberId === subject.authorId) return;
  if ((await store.countVisits(db, link.id, subject.authorId)) < link.mostViewers) return;
  throw new Refusal(
    410,
    'This link has been used up',
    'As many people as it was meant for have opened it. Ask who sent it for another one.',
  );
}

function agentOf(req: Request): string {
  return (req.get('User-Agent') ?? '').slice(0, 300);
}

function remember({ config, signer }: Deps, res: Response, link: ShareLink, { id }: Visit): void {
  const options: CookieOptions = {
    path: pathOf({ signer }, link),
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secure,
    maxAge: keptSeconds * 1000,
  };
  res.cookie(cookieName, `${id}.${signer.sign('visit', link.id, id)}`, options);
}

/** Stands in every form of the page as `_token`, and in every request of a script as `X-Token`. */
export function visitToken({ signer }: Deps, { id }: Visit): string {
  return signer.sign('visit-form', id);
}

/** @throws Refusal unless the request carries the token that belongs to its visit */
export function checkVisitToken({ signer }: Deps, req: Request, { id }: Visit): void {
  const token = req.get('X-Token') ?? (req.body as { _token?: unknown } | undefined)?._token;
  if (typeof token === 'string' && signer.verify(token, 'visit-form', id)) return;
  throw new Refusal(403, 'This page is too old', 'Open the link again, then try once more.');
}
