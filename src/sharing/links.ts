import type { Request } from 'express';
import { self } from '../accounts/guards.ts';
import { findMailSource } from '../notifications/mail-server.ts';
import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { baseUrl } from '../platform/http/page.ts';
import { frameLine } from './embed-line.ts';
import { localMoment } from './input.ts';
import { listLinks, maySharePublicly, pathOf, type ShareLink } from './link.ts';
import { listPeople, type Person } from './person.ts';
import { personalPath } from './personal-link.ts';
import { embedPath, isUngated } from './preview.ts';
import { sharedSubject, type SubjectRef } from './subject.ts';
import { countByLink } from './watched.ts';

/** What the fragment `sharing/_links` shows. */
export async function linksOf(deps: Deps, req: Request, ref: SubjectRef) {
  const subject = await sharedSubject.run(deps, ref);
  const counts = subject ? await countByLink(deps, subject) : new Map<string, { opened: number; watched: number }>();
  const links = await listLinks(deps.db, ref);
  return {
    subject: ref,
    takesComments: subject?.takesComments !== false,
    timeZone: self(req).timeZone,
    sharesOutside: await maySharePublicly(deps.db, self(req)),
    mailIsOn: (await findMailSource(deps)) !== undefined,
    links: await Promise.all(
      links.map(async (link) => ({
        ...link,
        ...shownLink(deps, req, link, subject?.title ?? '', await listPeople(deps.db, link.id)),
        opened: counts.get(link.id)?.opened ?? 0,
        watched: counts.get(link.id)?.watched ?? 0,
      })),
    ),
  };
}

function shownLink(deps: Deps, req: Request, link: ShareLink, title: string, people: Person[]) {
  const base = baseUrl(deps.config, req);
  return {
    url: base + pathOf(deps, link),
    state: stateOf(deps, link),
    expiresAtLocal: localMoment(link.expiresAt, self(req).timeZone),
    people: people.map((person) => ({ ...person, url: base + personalPath(deps, link, person) })),
    /** One line of HTML, for links that ask for nothing. */
    embedLine: isUngated(link)
      ? frameLine(base + embedPath(deps, link), title, { width: 640, height: 360 })
      : undefined,
  };
}

function stateOf({ clock }: Deps, { revokedAt, expiresAt }: ShareLink): 'off' | 'expired' | 'on' {
  if (revokedAt) return 'off';
  return expiresAt && expiresAt <= timestamp(clock) ? 'expired' : 'on';
}
