import fs from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { adoptFile, receiveFile } from '../media/file.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid, TooLarge } from '../platform/http/errors.ts';
import { getQuestion, setPrompt } from './draft.ts';
import { getForm } from './form.ts';
import type { Prompt } from './question.ts';

type OfQuestion = Request<{ id: string; questionId: string }>;

const longestSeconds = 600;

/** The clip or picture shown with a question: uploaded, or recorded in the editor. */
export function promptRoutes(deps: Deps): Router {
  const router = Router();

  const send = async ({ params: { id, questionId } }: OfQuestion, res: Response, promptError?: string) => {
    const question = getQuestion((await getForm(deps.db, id)).draft, questionId);
    const base = `/forms/${id}/questions/${questionId}`;
    res.status(promptError ? 422 : 200).render('forms/_prompt', { question, base, promptError });
  };

  router.post('/forms/:id/questions/:questionId/prompt', receiveFile(deps, 'file'), async (req: OfQuestion, res) => {
    try {
      const prompt = await adoptPrompt(deps, req);
      await setPrompt(deps, req.params.id, req.params.questionId, prompt);
      await send(req, res);
    } catch (error) {
      if (!(error instanceof Invalid || error instanceof TooLarge)) throw error;
      await send(req, res, error.message);
    } finally {
      if (req.file?.path) await fs.rm(req.file.path, { force: true });
    }
  });

  router.delete('/forms/:id/questions/:questionId/prompt', async (req: OfQuestion, res) => {
    await setPrompt(deps, req.params.id, req.params.questionId, null);
    await send(req, res);
  });

  return router;
}

async function adoptPrompt(deps: Deps, { file, params }: OfQuestion): Promise<Prompt> {
  getQuestion((await getForm(deps.db, params.id)).draft, params.questionId);
  if (!file) throw new Invalid({ file: 'Choose a clip or a picture first.' });
  const kind = kindOf(file.mimetype);
  const clip = await adoptFile(deps, {
    path: file.path,
    originalName: file.originalname,
    mime: file.mimetype,
    ownerKind: 'prompt',
    ownerId: params.questionId,
    kind,
    maxSeconds: longestSeconds,
  });
  return { clipId: clip.id, kind };
}

function kindOf(mime: string): Prompt['kind'] {
  if (mime.startsWith('image/')) return 'image';
  return mime.startsWith('audio/') ? 'audio' : 'video';
}
