import { Router, type Request, type Response } from 'express';
import { viewer } from '../../accounts/guards.ts';
import type { Deps } from '../../platform/deps.ts';
import { Conflict, NotFound } from '../../platform/http/errors.ts';
import { parseInput } from '../../platform/http/input.ts';
import { sendWords } from '../../transcripts/words.ts';
import { agree, takeBackAgreement } from './agreement.ts';
import { effortTeller } from './effort.ts';
import { findMaking, freshFilm } from './film.ts';
import { AgreementInput } from './input.ts';
import { listParts } from './item.store.ts';
import { askForFilm } from './make-reel.ts';
import { getReel } from './reel.ts';
import { itemsView } from './view.ts';

type WithId = Request<{ id: string }>;

/** The film of a reel: asked for, watched while it is made, and whether others may see it. */
export function filmRoutes(deps: Deps): Router {
  const router = Router();
  const effortOf = effortTeller(deps);

  router.get('/reels/:id/film', async (req: WithId, res) => {
    const reel = await getReel(deps.db, req.params.id);
    // What was made stands all over the page.
    if ((await findMaking(deps.db, reel.id)).state !== 'working') res.set('HX-Refresh', 'true');
    res.render('analysis/reels/_making', await itemsView(deps, reel));
  });

  router.post('/reels/:id/film', async (req: WithId, res) => {
    const reel = await getReel(deps.db, req.params.id);
    if ((await listParts(deps.db, reel.id)).length === 0)
      throw new Conflict('There is nothing in this reel yet. Add a quote first.');
    await askForFilm(deps.db, reel.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/reels/${reel.id}#making`);
    res.render('analysis/reels/_making', await itemsView(deps, reel));
  });

  router.get('/reels/:id/effort', async (req: WithId, res) => {
    const reel = await getReel(deps.db, req.params.id);
    res.render('analysis/reels/_effort', { reel, effort: await effortOf(reel) });
  });

  router.get('/reels/:id/words/:format', async (req: Request<{ id: string; format: string }>, res) => {
    const { id, title } = await getReel(deps.db, req.params.id);
    const film = await freshFilm(deps, id);
    if (!film) throw new NotFound('This reel has no film yet.');
    await sendWords(deps, res, { title, clipId: film.clipId }, req.params.format);
  });

  router.put('/reels/:id/agreement', async (req: WithId, res: Response) => {
    const reel = await getReel(deps.db, req.params.id);
    await agree(deps, viewer(req), reel, parseInput(AgreementInput, req.body));
    res.redirect(303, `/reels/${reel.id}#share`);
  });

  router.delete('/reels/:id/agreement', async (req: WithId, res) => {
    const reel = await getReel(deps.db, req.params.id);
    await takeBackAgreement(deps, viewer(req), reel);
    res.redirect(303, `/reels/${reel.id}#share`);
  });

  return router;
}
