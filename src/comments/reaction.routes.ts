import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { filmOf } from '../sharing/film.ts';
import { reactionsOf } from './discussion.ts';
import { ReactionInput } from './input.ts';
import { keyOf } from './person.ts';
import { momentShown } from './moment.ts';
import type { Enter, Place } from './place.ts';
import { listReactionMoments, react, takeBack, type Reaction } from './reaction.ts';
import { countComments, listMoments } from './threads.store.ts';

const mostMarks = 1000;

/** Reactions below `prefix`, and what the timeline is marked with. */
export function reactionRoutes(deps: Deps, prefix: string, enter: Enter): Router {
  const router = Router();
  const byPerson = throttle(deps.throttleDb, 'reactions', 600, 3600);
  const byAddress = throttle(deps.throttleDb, 'reactions-address', 3000, 3600);

  router.get(`${prefix}/moments`, async (req, res) => {
    const { subject, linkId } = await enter(deps, req, 'look');
    const film = await filmOf(deps, subject);
    const asSeen = <Mark extends { at: number }>(mark: Mark): Mark => ({ ...mark, at: momentShown(film, mark.at) });
    res.set('Cache-Control', 'private, no-store').json({
      total: await countComments(deps.db, subject, linkId),
      comments: (await listMoments(deps.db, subject, linkId, mostMarks)).map(asSeen),
      reactions: (await listReactionMoments(deps.db, subject, mostMarks)).map(asSeen),
    });
  });

  router.post(`${prefix}/reactions`, async (req, res) => {
    const place = await enter(deps, req, 'change');
    const given = parseInput(ReactionInput, req.body);
    await byPerson.count(keyOf(place.who));
    await byAddress.count(networkOf(req));
    const mine = await react(deps, place, given);
    if (!req.get('HX-Request')) return res.redirect(303, `${place.base}#reactions`);
    res.render('comments/_reactions', await locals(place, mine));
  });

  router.delete(`${prefix}/reactions/:reactionId`, async (req: Request<{ reactionId: string }>, res) => {
    const place = await enter(deps, req as Request, 'change');
    await takeBack(deps, place, req.params.reactionId);
    if (!req.get('HX-Request')) return res.redirect(303, `${place.base}#reactions`);
    res.render('comments/_reactions', await locals(place));
  });

  async function locals(place: Place, mine?: Reaction) {
    return { ...(await reactionsOf(deps, place)), mine };
  }

  return router;
}
