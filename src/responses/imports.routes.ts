import { Router, type Request } from 'express';
import { z } from 'zod';
import { self } from '../accounts/guards.ts';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { parseInput } from '../platform/http/input.ts';
import { getUndoing, listImported, takeBack } from './import/undo.ts';

const UndoInput = z.object({ touched: z.enum(['keep', 'erase']).catch('keep') });

/** What was imported into a form, and taking it back. */
export function importsRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/imports', async (req: Request<{ id: string }>, res) => {
    const form = await getForm(db, req.params.id);
    res.render('responses/_imports', { form, imports: await listImported(db, form.id) });
  });

  router.get('/forms/:id/imports/:importId', async (req: Request<{ id: string; importId: string }>, res) => {
    const form = await getForm(db, req.params.id);
    const undoing = await getUndoing(db, form, req.params.importId);
    res.page('responses/undo-import', { title: 'Take an import back', form, undoing });
  });

  router.delete('/forms/:id/imports/:importId', async (req: Request<{ id: string; importId: string }>, res) => {
    const form = await getForm(db, req.params.id);
    const { touched } = parseInput(UndoInput, req.body);
    await takeBack(deps, self(req), form, req.params.importId, touched === 'erase');
    res.redirect(303, `/forms/${form.id}/import#imports`);
  });

  return router;
}
