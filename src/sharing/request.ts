import type { Viewer } from '../accounts/reviewer.ts';
import { forgetNotices, notify } from '../notifications/notice.ts';
import { tellNow } from '../notifications/tell.ts';
import { sendMail } from '../notifications/mail.ts';
import { timestamp } from '../platform/clock.ts';
import { inTransaction } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Forbidden, NotFound } from '../platform/http/errors.ts';
import { newId } from '../platform/ids.ts';
import { getOwnLink, makeLink, pathOf, type ShareLink } from './link.ts';
import { listPeople, setPeople } from './person.ts';
import { personalPath } from './personal-link.ts';
import { letInMail } from './request.mail.ts';
import * as store from './request.store.ts';
import type { Door } from './visit.ts';

/** Somebody who came to a link that does not let them in, and asks its owner to. */
export interface AccessRequest {
  id: string;
  linkId: string;
  subjectKind: string;
  subjectId: string;
  name: string;
  /** As they say: nobody has shown that it is theirs. */
  email: string;
  text: string;
  createdAt: string;
  decidedAt: string | null;
  /** The link that was made for them; null where they were declined, or are still waiting. */
  grantedLinkId: string | null;
}

export type Asked = Pick<AccessRequest, 'name' | 'email' | 'text'>;

/** Tells the author, once for each address however often it asks. @throws Forbidden where anyone may come in */
export async function requestAccess(deps: Deps, { link, subject }: Door, asked: Asked): Promise<void> {
  checkAsks(link);
  const { db, clock } = deps;
  await inTransaction(db, async (trx) => {
    if (await store.findWaiting(trx, link.id, asked.email)) return;
    const request = { ...asked, id: newId(), linkId: link.id, subjectKind: subject.kind, subjectId: subject.id };
    await store.insertRequest(trx, { ...request, createdAt: timestamp(clock), decidedAt: null, grantedLinkId: null });
    const about = { aboutKind: subject.kind, aboutId: subject.id, about: subject.title };
    const news = { kind: 'access', subjectId: request.id, ...about } as const;
    await notify({ ...deps, db: trx }, news, [subject.authorId], subject.authorId);
    await tellNow.later(trx, {});
  });
}

/** @throws Forbidden where anyone may come in */
export function checkAsks({ access }: Pick<ShareLink, 'access'>): void {
  if (access === 'anyone') throw new Forbidden('This link opens for everybody who has it. Open it.');
}

/** Those that nobody has decided about, oldest first. */
export const listOpenRequests = store.listOpenRequests;

/**
 * Makes a link that is for them alone, with the limits of the one that they came to, and mails it where mail is on. Once,
 * however often it is pressed. @throws NotFound, also where it is not theirs to share; Forbidden
 */
export async function letInOnRequest(deps: Deps, member: Viewer, id: string, base: string): Promise<Granted> {
  const { request, link } = await getRequest(deps, member, id);
  return inTransaction(deps.db, async (trx) => {
    const within = { ...deps, db: trx };
    const granted = (await store.findRequest(trx, id))?.grantedLinkId;
    if (granted)
      return { request, path: await pathFor(within, await getOwnLink(within, member, granted)), mailed: false };
    const made = await makeLinkFor(within, member, request, link);
    await store.decide(trx, id, timestamp(deps.clock), made.id);
    await forgetNotices(trx, id);
    const to = { name: request.name, address: request.email };
    const mail = {
      kind: letInMail,
      ids: { requestId: id, linkId: made.id },
      to,
      subject: 'You can watch it now',
      base,
    };
    return { request, path: await pathFor(within, made), mailed: (await sendMail(within, mail)) !== undefined };
  });
}

export interface Granted {
  request: AccessRequest;
  /** Opens it for them without a code. */
  path: string;
  mailed: boolean;
}

async function makeLinkFor(deps: Deps, member: Viewer, request: AccessRequest, like: ShareLink): Promise<ShareLink> {
  const { allowsComments, allowsDownload, asksName, expiresAt } = like;
  const subject = { kind: request.subjectKind, id: request.subjectId };
  const choices = { allowsComments, allowsDownload, asksName, expiresAt, access: 'named' } as const;
  const made = await makeLink(deps, member, subject, { ...choices, name: `For ${request.name}`.slice(0, 80) });
  await setPeople(deps, made.id, [request.email]);
  return made;
}

/** The personal path of whom a link was made for. */
export async function pathFor(deps: Deps, link: ShareLink): Promise<string> {
  const [person] = await listPeople(deps.db, link.id);
  return person ? personalPath(deps, link, person) : pathOf(deps, link);
}

/** Who asked is not told. @throws NotFound */
export async function declineRequest(deps: Deps, member: Viewer, id: string): Promise<AccessRequest> {
  const { request } = await getRequest(deps, member, id);
  await store.decide(deps.db, id, timestamp(deps.clock), null);
  await forgetNotices(deps.db, id);
  return request;
}

async function getRequest(
  deps: Deps,
  member: Viewer,
  id: string,
): Promise<{ request: AccessRequest; link: ShareLink }> {
  const request = await store.findRequest(deps.db, id);
  if (!request) throw new NotFound();
  return { request, link: await getOwnLink(deps, member, request.linkId) };
}
