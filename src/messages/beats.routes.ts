import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { BeatsInput } from '../sharing/beats.input.ts';
import { filmOf } from '../sharing/film.ts';
import { noteBeats } from '../sharing/view.ts';
import { getMessage, sharedAs } from './message.ts';

/** What members have watched of a message on its own page. */
export function messageBeatRoutes(deps: Deps): Router {
  const router = Router();

  router.post('/messages/:id/beats', async (req: Request<{ id: string }>, res) => {
    const subject = sharedAs(await getMessage(deps.db, viewer(req), req.params.id));
    const { spans } = parseInput(BeatsInput, req.body);
    await noteBeats(deps, { subject, film: await filmOf(deps, subject), by: { memberId: viewer(req).id } }, spans);
    res.status(204).end();
  });

  return router;
}
