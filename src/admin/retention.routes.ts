import { Router, type Request, type Response } from 'express';
import { adminsOnly, viewer } from '../accounts/guards.ts';
import { getForm } from '../forms/form.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { decideRetention, dueIn, findRetention } from '../responses/retention.ts';
import { FormRetentionInput } from './input.ts';

/** How long one form keeps what it was sent: asked with what would go, then decided. */
export function retentionRoutes(deps: Deps): Router {
  const router = Router();
  router.use('/admin', adminsOnly);

  const show = async (req: Request<{ id: string }>, res: Response, more: object) => {
    const form = await getForm(deps.db, req.params.id);
    const rule = await findRetention(deps, form.id);
    const nothing = { asked: undefined, due: undefined, values: {}, errors: {} };
    res.page('admin/form-retention', { title: 'Storage', form, rule, ...nothing, ...more });
  };

  router.get('/admin/storage/forms/:id', async (req, res) => {
    if (Object.keys(req.query).length === 0) return show(req, res, {});
    try {
      const asked = parseInput(FormRetentionInput, req.query);
      await show(req, res, { asked, due: await dueIn(deps, req.params.id, asked), values: req.query });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      await show(req, res, { values: req.query, errors: error.fields });
    }
  });

  router.put('/admin/storage/forms/:id', async (req, res) => {
    const form = await getForm(deps.db, req.params.id);
    await decideRetention(deps, viewer(req), form.id, parseInput(FormRetentionInput, req.body));
    res.redirect(303, '/admin/storage');
  });

  router.delete('/admin/storage/forms/:id', async (req, res) => {
    const form = await getForm(deps.db, req.params.id);
    await decideRetention(deps, viewer(req), form.id, { mediaDays: null, responseDays: null });
    res.redirect(303, '/admin/storage');
  });

  return router;
}
