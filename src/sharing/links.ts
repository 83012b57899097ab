import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { baseUrl } from '../platform/http/page.ts';
import { listLinks, pathOf } from './link.ts';
import type { SubjectRef } from './subject.ts';

/** What the fragment `sharing/_links` shows. */
export async function linksOf(deps: Deps, req: Request, subject: SubjectRef) {
  const base = baseUrl(deps.config, req);
  const links = await listLinks(deps.db, subject);
  return { subject, links: links.map((link) => ({ ...link, url: base + pathOf(deps, link) })) };
}
