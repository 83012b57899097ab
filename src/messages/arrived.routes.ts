import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { keepArrived } from './arrived.ts';
import { getOwnMessage, type Message } from './message.ts';
import { discardMessage } from './recording.ts';

type WithId = Request<{ id: string }>;

/** What arrived of a recording that was interrupted and that nobody goes on with. */
export function arrivedRoutes(deps: Deps): Router {
  const router = Router();
  const draft = async (req: WithId): Promise<Message> => {
    const message = await getOwnMessage(deps.db, viewer(req), req.params.id);
    if (message.finishedAt) throw new Invalid({ recording: 'It is finished already.' });
    return message;
  };

  router.put('/messages/:id/arrived', async (req: WithId, res) => {
    await keepArrived(deps, await draft(req));
    res.redirect(303, `/messages/${req.params.id}`);
  });

  router.delete('/messages/:id/arrived', async (req: WithId, res) => {
    await discardMessage(deps, await draft(req));
    res.redirect(303, '/messages');
  });

  return router;
}
