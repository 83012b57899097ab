import { Router } from 'express';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict } from '../platform/http/errors.ts';
import { renderPreview } from './question-page.ts';

/** The draft as respondents will see it, question by question; nothing is kept. */
export function previewRoutes({ db }: Deps): Router {
  const router = Router();

  router.get('/forms/:id/preview', async (req, res) => {
    const { draft } = await getForm(db, req.params.id);
    if (draft.questions.length === 0) throw new Conflict('There is nothing to preview yet. Add a question first.');
    const n = Math.min(draft.questions.length, Math.max(1, Number(req.query.n) || 1));
    renderPreview(req, res, { content: draft, n: Math.floor(n) });
  });

  return router;
}
