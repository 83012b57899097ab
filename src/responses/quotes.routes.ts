import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import { getVisibleForm, seesNames } from '../forms/reviewers.ts';
import { findClip } from '../media/clip.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { countResponses } from './overview.ts';
import { PinInput, PlaceOnPage, QuotesInput } from './quote.input.ts';
import { getQuote, listQuotes, mayUnpin, pinQuote, reelsToAddTo, unpinQuote, type ShownQuote } from './quote.ts';
import { respondentName } from './review.ts';

const pageSize = 25;

type WithForm = Request<{ id: string }>;
type WithQuote = Request<{ id: string; quoteId: string }>;

/** Quotes that people pinned: of a form, on a page of their own, and each by itself; for reviewers too. */
export function quoteRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/quotes', async (req: WithForm, res) => {
    const form = await getVisibleForm(db, viewer(req), req.params.id);
    const { about, before } = QuotesInput.parse(req.query);
    const found = await listQuotes(deps, viewer(req), { formId: form.id, about, before }, pageSize + 1);
    const quotes = found.slice(0, pageSize);
    res.page('responses/quotes', {
      title: `Quotes from ${form.draft.title}`,
      form,
      quotes,
      about,
      seesNames: await seesNames(db, viewer(req), form.id),
      next: found.length > pageSize ? quotes.at(-1)?.id : undefined,
      section: 'quotes',
      responses: (await countResponses(db, [form.id])).get(form.id),
      ...(await shownTo(req, form.id)),
    });
  });

  router.post('/forms/:id/quotes', async (req: WithForm, res) => {
    const form = await getVisibleForm(db, viewer(req), req.params.id);
    const { id, known } = await pinQuote(deps, viewer(req), form.id, parseInput(PinInput, req.body));
    const quote = await getQuote(deps, viewer(req), form.id, id);
    if (!req.get('HX-Request')) return res.redirect(303, `/responses/${quote.responseId}#quotes`);
    // What was pinned before is on the page already.
    if (known) res.set({ 'HX-Retarget': `#quote-${quote.id}`, 'HX-Reswap': 'outerHTML' });
    res.render('responses/_pinned', { quote, ...(await shownTo(req, quote.formId)) });
  });

  router.delete('/forms/:id/quotes/:quoteId', async (req: WithQuote, res) => {
    const quote = await unpinQuote(deps, viewer(req), req.params.id, req.params.quoteId);
    if (!req.get('HX-Request')) return res.redirect(303, `/forms/${quote.formId}/quotes`);
    res.render('responses/_unpinned', { quote, ...(await shownTo(req, quote.formId)) });
  });

  router.get('/forms/:id/quotes/:quoteId/player', async (req: WithQuote, res) => {
    const quote = await getQuote(deps, viewer(req), req.params.id, req.params.quoteId);
    const clip = quote.clipId === null ? undefined : await findClip(db, quote.clipId);
    if (!clip) throw new NotFound('There is no recording of this quote any more.');
    res.render('responses/_quote_player', { quote, clip, ...(await shownTo(req, quote.formId)) });
  });

  const shownTo = async (req: Request, formId: string) => {
    const { on, back } = PlaceOnPage.parse(req.body);
    return {
      reels: await reelsToAddTo.run(db, viewer(req), formId),
      respondentName,
      onResponse: on === 'response',
      isBack: back === 'yes',
      mayUnpin: (quote: ShownQuote) => mayUnpin(viewer(req), quote),
      now: deps.clock.now(),
    };
  };

  return router;
}
