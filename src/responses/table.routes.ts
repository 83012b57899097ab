import { pipeline } from 'node:stream/promises';
import { Router, type Request } from 'express';
import { audit } from '../accounts/audit.ts';
import { viewer } from '../accounts/guards.ts';
import { getForm } from '../forms/form.ts';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { FilterInput } from './review.input.ts';
import { tableOf } from './table.ts';

/** All responses to a form, or those that the list was narrowed to, as one table. */
export function tableRoutes(deps: Deps): Router {
  const router = Router();

  router.get('/forms/:id/export.csv', async (req: Request<{ id: string }>, res) => {
    const form = await getForm(deps.db, req.params.id);
    const filter = FilterInput.parse(req.query);
    await audit(deps, viewer(req).id, 'responses.exported', form.id);
    res.attachment(`${cleanFileName(form.draft.title)}.csv`).type('text/csv; charset=utf-8');
    await pipeline(tableOf(deps.db, viewer(req), form, filter), res);
  });

  return router;
}
