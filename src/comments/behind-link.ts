import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import { pathOf } from '../sharing/link.ts';
import { openedForChange, openedLink, type Opened } from '../sharing/opening.ts';
import { mayShare } from '../sharing/subject.ts';
import { visitToken } from '../sharing/visit.ts';
import type { Place } from './place.ts';

type WithToken = Request<{ token: string }>;

/** The place behind a share link. @throws Forbidden where that link takes no comments; see `openedLink` for more */
export async function enterBehindLink(deps: Deps, req: Request, intent: 'look' | 'change'): Promise<Place> {
  const opened = await (intent === 'change' ? openedForChange : openedLink)(deps, req as WithToken);
  if (!opened.link.allowsComments || opened.subject.takesComments === false)
    throw new Forbidden('Who shared this takes no comments through this link.');
  return placeBehindLink(deps, req, opened);
}

/** A visit that began while somebody was signed in is a guest's once they have signed out. */
export async function placeBehindLink(deps: Deps, req: Request, { link, subject, visit }: Opened): Promise<Place> {
  const { member } = req;
  return {
    subject,
    base: pathOf(deps, link),
    linkId: link.id,
    who: { memberId: member?.id ?? null, visit, name: member?.name ?? visit.name ?? '' },
    mayModerate: member !== undefined && (await mayShare.run(deps, member, subject)),
    closed: undefined,
    asksName: link.asksName,
    token: visitToken(deps, visit),
  };
}
