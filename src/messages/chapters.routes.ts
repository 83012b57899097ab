import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseChapters } from './chapters.input.ts';
import { setChapters, shownChapters, suggestedChapters } from './chapters.ts';
import { getOwnMessage, type Message } from './message.ts';

type WithId = Request<{ id: string }>;

/** The chapters of a message, as its author writes them. */
export function chapterRoutes(deps: Deps): Router {
  const router = Router();
  const own = (req: WithId): Promise<Message> => getOwnMessage(deps.db, viewer(req), req.params.id);
  const show = (res: Response, message: Message, locals: object) =>
    res.render('messages/_chapter_form', { message, saved: false, suggested: false, error: undefined, ...locals });

  router.put('/messages/:id/chapters', async (req: WithId, res) => {
    const message = await own(req);
    try {
      await setChapters(deps, message, parseChapters(req.body));
      if (!req.get('HX-Request')) return res.redirect(303, `/messages/${message.id}#chapters`);
      show(res, message, { chapters: await shownChapters(deps, await own(req)), saved: true });
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      show(res.status(422), message, { chapters: typed(req.body), error: error.fields.chapters });
    }
  });

  /** Shown in the form, to be changed and saved. */
  router.get('/messages/:id/chapters/suggestion', async (req: WithId, res) => {
    const message = await own(req);
    const chapters = await suggestedChapters(deps, message);
    const error = 'Nothing suggests itself: it is short, or there is no transcript yet.';
    if (chapters.length > 0) return show(res, message, { chapters, suggested: true });
    show(res, message, { chapters: await shownChapters(deps, message), error });
  });

  return router;
}

/** As somebody wrote it, so that nothing has to be typed again. */
function typed(body: unknown): { at: string; title: string }[] {
  const { at, title } = (body ?? {}) as Record<string, string | string[] | undefined>;
  const titles = [title ?? []].flat();
  return [at ?? []].flat().map((time, i) => ({ at: time, title: titles[i] ?? '' }));
}
