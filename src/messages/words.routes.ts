import { Router, type Request } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { sendWords } from '../transcripts/words.ts';
import { getMessage } from './message.ts';

/** What is said in a message as a file, for members. */
export function wordsRoutes(deps: Deps): Router {
  const router = Router();
  router.get('/messages/:id/words/:format', async (req: Request<{ id: string; format: string }>, res) => {
    const { title, clipId } = await getMessage(deps.db, viewer(req), req.params.id);
    await sendWords(deps, res, { title, clipId }, req.params.format);
  });
  return router;
}
