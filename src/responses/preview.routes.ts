import { Router } from 'express';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { Conflict } from '../platform/http/errors.ts';
import { renderUnkept } from './question-page.ts';

/** The draft as respondents will see it, question by question; nothing is kept. */
export function previewRoutes({ db }: Deps): Router {
  const router = Router();

  router.get('/forms/:id/preview', async (req, res) => {
    const { draft } = await getForm(db, req.params.id);
    if (draft.questions.length === 0) throw new Conflict('There is nothing to preview yet. Add a question first.');
    const last = draft.questions.length;
    const n = Math.floor(Math.min(last, Math.max(1, Number(req.query.n) || 1)));
    const pathTo = (number: number) => `${req.path}?n=${Math.min(last, Math.max(1, number))}`;
    const [backPath, nextPath] = [pathTo(n - 1), pathTo(n + 1)];
    renderUnkept(res, { content: draft, n, note: 'Preview. Nothing is kept.', backPath, nextPath });
  });

  return router;
}
