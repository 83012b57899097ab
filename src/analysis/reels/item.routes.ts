import { Router, type Request, type Response } from 'express';
import { viewer } from '../../accounts/guards.ts';
import type { Deps } from '../../platform/deps.ts';
import { Invalid } from '../../platform/http/errors.ts';
import { parseInput } from '../../platform/http/input.ts';
import { CardInput, PicksInput, PlaceInput, PositionInput, QuoteInput, ShiftInput, SpanInput } from './input.ts';
import * as verbs from './item.ts';
import { getReel, type Reel } from './reel.ts';
import { formOf, itemsView, picksView } from './view.ts';

type WithId = Request<{ id: string }>;
type WithItem = Request<{ id: string; itemId: string }>;

/** What is in a reel, in which order, and which part of each answer. */
export function itemRoutes(deps: Deps): Router {
  const router = Router();

  /** Answers with all parts: their numbers and the length have changed. */
  const sendItems = async (req: Request<{ id: string }>, res: Response, reel: Reel, more: object = {}) => {
    if (!req.get('HX-Request')) return res.redirect(303, `/reels/${reel.id}#items`);
    res.render('analysis/reels/_items', { ...(await itemsView(deps, reel)), errors: {}, ...more });
  };

  /** Does it, or says beside the fields what is wrong. */
  const change = async (req: WithItem | WithId, res: Response, work: (reel: Reel) => Promise<object>) => {
    const reel = await getReel(deps.db, req.params.id);
    try {
      await sendItems(req, res, reel, await work(reel));
    } catch (error) {
      if (!(error instanceof Invalid) || !req.get('HX-Request')) throw error;
      res.status(422);
      const open = (req.params as { itemId?: string }).itemId ?? 'card';
      await sendItems(req, res, reel, { open, errors: error.fields, values: req.body as object });
    }
  };

  router.get('/reels/:id/picks', async (req: WithId, res) => {
    const reel = await getReel(deps.db, req.params.id);
    const { q: words, from, before, recorded: isRecorded } = parseInput(PicksInput, req.query);
    const form = await formOf(deps, reel);
    res.render(
      'analysis/reels/_picks',
      await picksView(deps, viewer(req), reel, form, { words, from, before, isRecorded }),
    );
  });

  router.post('/reels/:id/quotes', async (req: WithId, res) => {
    await change(req, res, async (reel) => {
      const { answer: answerId, ...part } = parseInput(QuoteInput, req.body);
      const { pick } = req.body as { pick?: unknown };
      const id = await verbs.addQuote(deps, reel, { answerId, ...part });
      return { added: id, pick: typeof pick === 'string' && /^pick-[0-9a-f]{16}$/.test(pick) ? pick : undefined };
    });
  });

  router.post('/reels/:id/cards', async (req: WithId, res) => {
    await change(req, res, async (reel) => ({
      added: await verbs.addCard(
        deps,
        reel,
        parseInput(CardInput, req.body),
        parseInput(PlaceInput, req.body).place === 'start' ? 0 : undefined,
      ),
    }));
  });

  router.patch('/reels/:id/items/:itemId', async (req: WithItem, res) => {
    await change(req, res, async (reel) => {
      const { itemId } = req.params;
      const body = req.body as object;
      if ('title' in body) await verbs.changeCard(deps, reel, itemId, parseInput(CardInput, body));
      else if ('shift' in body) await verbs.adjustQuote(deps, reel, itemId, parseInput(ShiftInput, body).shift);
      else await verbs.adjustQuote(deps, reel, itemId, parseInput(SpanInput, body));
      return { open: itemId };
    });
  });

  router.put('/reels/:id/items/:itemId/position', async (req: WithItem, res) => {
    await change(req, res, async (reel) => {
      await verbs.moveItem(deps, reel, req.params.itemId, parseInput(PositionInput, req.body).position);
      return { moved: req.params.itemId };
    });
  });

  router.delete('/reels/:id/items/:itemId', async (req: WithItem, res) => {
    await change(req, res, async (reel) => {
      await verbs.removeItem(deps, reel, req.params.itemId);
      return { removed: req.params.itemId };
    });
  });

  /** What was taken out last comes back. */
  router.put('/reels/:id/removed-items/:itemId', async (req: WithItem, res) => {
    await change(req, res, async (reel) => {
      await verbs.bringBackItem(deps, reel, req.params.itemId);
      return { moved: req.params.itemId };
    });
  });

  return router;
}
