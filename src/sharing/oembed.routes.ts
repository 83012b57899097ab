import { Router, type Request } from 'express';
import { companyName } from '../accounts/workspace.ts';
import { getMember } from '../accounts/member.ts';
import { findClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { Refusal } from '../platform/http/errors.ts';
import { baseUrl } from '../platform/http/page.ts';
import { frameLine } from './embed-line.ts';
import { findDoor } from './opening.ts';
import { linkPreview } from './preview.ts';
import type { Door } from './visit.ts';

/** https://oembed.com, for links that ask for nothing. Of any other it tells nothing, not even a title. */
export function oembedRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/oembed', async (req, res) => {
    const { format = 'json', url } = req.query;
    if (format !== 'json') return void res.status(501).json({ error: 'Only format=json is spoken here.' });
    const token = tokenIn(url, baseUrl(deps.config, req));
    const door = token === undefined ? undefined : await findDoor(deps, token).catch(noneIfRefused);
    if (!door) return void res.status(404).json({ error: 'There is nothing at this link.' });
    const told = await oembedOf(deps, req, door);
    if (!told) return void res.status(401).json({ error: 'This link asks for more. Open the link itself.' });
    res.set('Cache-Control', 'private, no-store').json(told);
  });

  return router;
}

function noneIfRefused(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

function tokenIn(url: unknown, base: string): string | undefined {
  const parsed = typeof url === 'string' ? URL.parse(url) : null;
  if (!parsed || parsed.host !== new URL(base).host) return undefined;
  return /^\/(?:embed\/)?s\/([\w-]+)\/?$/.exec(parsed.pathname)?.[1];
}

/** Without sites that may show it in a frame it is a link with a picture. */
async function oembedOf(deps: Deps, req: Request, door: Door) {
  const preview = linkPreview(deps, req, door);
  if (!preview) return undefined;
  const { link, subject } = door;
  const size = await sizeOf(deps, subject.clipId, req.query);
  const html = frameLine(preview.embed, subject.title, size);
  return {
    version: '1.0',
    title: subject.title,
    author_name: (await getMember(deps.db, subject.authorId)).name,
    provider_name: await companyName(deps.db),
    provider_url: baseUrl(deps.config, req),
    ...(preview.poster && {
      thumbnail_url: preview.poster,
      thumbnail_width: size.width,
      thumbnail_height: size.height,
    }),
    ...(link.sites.length > 0 ? { type: 'video', html, ...size } : { type: 'link' }),
  };
}

const usual = { width: 640, height: 360 };

/** As large as asked for, in the shape of the film. */
async function sizeOf({ db }: Deps, clipId: string | null, { maxwidth, maxheight }: Request['query']) {
  const clip = clipId === null ? undefined : await findClip(db, clipId);
  const { width, height } = { width: clip?.width ?? usual.width, height: clip?.height ?? usual.height };
  const most = (asked: unknown, otherwise: number) => (Number(asked) >= 1 ? Math.min(Number(asked), 4096) : otherwise);
  const scale = Math.min(most(maxwidth, usual.width) / width, most(maxheight, 4096) / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}
