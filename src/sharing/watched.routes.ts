import { Router } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { listLinks } from './link.ts';
import { mayShare, sharedSubject } from './subject.ts';
import { countByLink, readWatched } from './watched.ts';

/** Everybody who watched a thing, all together or by link, for whoever may share it. */
export function watchedRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/links/of/:kind/:id/viewers', async (req, res) => {
    const { kind, id } = req.params;
    if (!(await mayShare.run(deps, viewer(req), { kind, id }))) throw new NotFound();
    const subject = await sharedSubject.run(deps, { kind, id });
    if (!subject) throw new NotFound();
    const linkId = chosenLink(req.query.link);
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    res.page('sharing/viewers', {
      title: `Who watched ${subject.title}`,
      styles: ['sharing'],
      subject,
      linkId,
      before,
      links: await listLinks(deps.db, subject),
      counts: await countByLink(deps, subject),
      watched: await readWatched(deps, subject, { linkId, before }),
    });
  });

  return router;
}

/** `none` stands for members without a link. */
function chosenLink(asked: unknown): string | null | undefined {
  if (typeof asked !== 'string' || asked === '') return undefined;
  return asked === 'none' ? null : asked;
}
