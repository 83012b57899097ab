import { Router, type Request } from 'express';
import { viewer } from '../../accounts/guards.ts';
import { getForm } from '../../forms/form.ts';
import { markAllOfRead } from '../../notifications/notice.ts';
import { inTransaction } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { Invalid } from '../../platform/http/errors.ts';
import { parseInput } from '../../platform/http/input.ts';
import { orAgain } from '../pages.ts';
import { headOf, ofForm } from '../place.ts';
import { getTheme } from '../theme.ts';
import { makeBestOf } from './best-of.ts';
import { deleteReel } from './deletion.ts';
import { BestOfInput, NewReelInput, PicksInput, QuoteInput, ReelInput, WhichInput } from './input.ts';
import { addQuote } from './item.ts';
import { changeReel, createReel, forgetLost, getReel } from './reel.ts';
import { listReels, listTitles } from './store.ts';
import { itemsView, reelView } from './view.ts';

type WithId = Request<{ id: string }>;

const perPage = 30;

/** Highlight reels: those of a form, and what is decided about each. */
export function reelRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  const showReels = async (req: WithId, res: Parameters<typeof orAgain>[0], typed = {}) => {
    const form = await getForm(db, req.params.id);
    const head = await headOf(deps, await ofForm.enter(deps, form.id));
    const before = typeof req.query.before === 'string' ? req.query.before : undefined;
    const reels = await listReels(db, form.id, perPage + 1, before);
    res.page('analysis/reels/list', {
      title: `Reels of ${form.draft.title}`,
      ...head,
      section: 'reels',
      reels: reels.slice(0, perPage),
      next: reels.length > perPage ? reels[perPage - 1]?.id : undefined,
      values: {},
      errors: {},
      ...typed,
    });
  };

  router.get('/forms/:id/reels', (req, res) => showReels(req, res));

  router.post('/forms/:id/reels', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const create = async () => {
      const reel = await createReel(deps, viewer(req), form.id, parseInput(NewReelInput, req.body).title);
      res.redirect(303, `/reels/${reel.id}`);
    };
    await orAgain(res, create, (typed) => showReels(req, res, typed), req.body);
  });

  router.post('/forms/:id/themes/:themeId/reels', async (req: Request<{ id: string; themeId: string }>, res) => {
    const form = await getForm(db, req.params.id);
    const theme = await getTheme(db, form.id, req.params.themeId);
    const reel = await makeBestOf(deps, viewer(req), theme, parseInput(BestOfInput, req.body).people);
    res.redirect(303, `/reels/${reel.id}`);
  });

  /** "Add to reel" beside a quote, on a page of the form's. */
  router.post('/forms/:id/reels/quotes', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const { reel: wanted } = parseInput(WhichInput, req.body);
    const { answer: answerId, ...part } = parseInput(QuoteInput, req.body);
    // Of a quote that cannot be added no new reel is left.
    const chosen = await inTransaction(db, async (trx) => {
      const within = { ...deps, db: trx };
      const title = `Highlights of ${form.draft.title}`.slice(0, 120);
      const reel =
        wanted === 'new' ? await createReel(within, viewer(req), form.id, title) : await getReel(trx, wanted);
      if (reel.formId !== form.id) throw new Invalid({ reel: 'Choose a reel of this form.' });
      await addQuote(within, reel, { answerId, ...part });
      return reel;
    });
    if (!req.get('HX-Request')) return res.redirect(303, `/reels/${chosen.id}`);
    res.render('analysis/reels/_added', { form, reel: chosen, reels: await listTitles(db, form.id) });
  });

  router.get('/reels/:id', async (req: WithId, res) => {
    const reel = await getReel(db, req.params.id);
    const { q: words, from, before, recorded: isRecorded } = parseInput(PicksInput, req.query);
    await markAllOfRead(deps, viewer(req).id, reel.id);
    res.page('analysis/reels/reel', {
      title: reel.title,
      styles: ['messages', 'sharing', 'reels'],
      ...(await reelView(deps, req, reel, { words, from, before, isRecorded })),
      errors: {},
    });
  });

  router.patch('/reels/:id', async (req: WithId, res) => {
    const reel = await getReel(db, req.params.id);
    try {
      await changeReel(deps, reel, parseInput(ReelInput, req.body));
      if (!req.get('HX-Request')) return res.redirect(303, `/reels/${reel.id}`);
      const changed = await getReel(db, reel.id);
      res.render('analysis/reels/_changed', await itemsView(deps, changed));
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      const values = { ...reel, ...(req.body as object) };
      res.status(422).render('analysis/reels/_choices', { reel: values, errors: error.fields });
    }
  });

  router.delete('/reels/:id', async (req: WithId, res) => {
    const reel = await getReel(db, req.params.id);
    await deleteReel(deps, viewer(req), reel);
    res.redirect(303, `/forms/${reel.formId}/reels`);
  });

  router.delete('/reels/:id/lost', async (req: WithId, res) => {
    const reel = await getReel(db, req.params.id);
    await forgetLost(deps, reel);
    res.redirect(303, `/reels/${reel.id}`);
  });

  return router;
}
