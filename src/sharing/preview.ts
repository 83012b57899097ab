import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { baseUrl } from '../platform/http/page.ts';
import { pathOf, tokenOf, type ShareLink } from './link.ts';
import type { Door } from './visit.ts';

/** Whether nothing at all is asked of who comes: only then may programs and other sites learn what it is. */
export function isUngated({ access, asksName, mostViewers }: ShareLink): boolean {
  return access === 'anyone' && !asksName && mostViewers === null;
}

/** What other programs show of a link (https://ogp.me, https://oembed.com). */
export interface Preview {
  title: string;
  description: string;
  url: string;
  poster: string | undefined;
  /** Where a frame may show it. */
  embed: string;
  oembed: string;
}

/** Undefined for a link that asks for anything. */
export function linkPreview(deps: Deps, req: Request, { link, subject }: Door): Preview | undefined {
  if (!isUngated(link)) return undefined;
  const base = baseUrl(deps.config, req);
  const url = base + pathOf(deps, link);
  const embed = base + embedPath(deps, link);
  return {
    title: subject.title,
    description: subject.description,
    url,
    poster: subject.clipId === null ? undefined : `${embed}/poster`,
    embed,
    oembed: `${base}/oembed?url=${encodeURIComponent(url)}&format=json`,
  };
}

export function embedPath(deps: Pick<Deps, 'signer'>, link: Pick<ShareLink, 'id' | 'version'>): string {
  return `/embed/s/${tokenOf(deps, link)}`;
}
