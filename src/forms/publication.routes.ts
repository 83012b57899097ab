import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { editorLocals, publicationLocals, sendSaved } from './editor.ts';
import { closeForm, reopenForm, setClosingDate } from './closing.ts';
import { publishForm } from './publication.ts';
import { getForm, type Form } from './form.ts';
import { ClosingInput } from './input.ts';

/** Publishing, closing, reopening, and the day on which a form closes by itself. */
export function publicationRoutes(deps: Deps): Router {
  const router = Router();

  const send = async (form: Form, req: Request, res: Response, more: Record<string, unknown> = {}) => {
    if (!req.get('HX-Request')) return res.redirect(303, `/forms/${form.id}/edit`);
    res.render('forms/_publication', { ...(await publicationLocals(deps, form, req)), ...more });
  };

  router.post('/forms/:id/publication', async (req: Request<{ id: string }>, res) => {
    try {
      await send(await publishForm(deps, req.params.id, viewer(req).id), req, res, {
        told: 'Published. New responses get this version.',
      });
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      const form = await getForm(deps.db, req.params.id);
      if (req.get('HX-Request')) return send(form, req, res, { errors: error.fields });
      res.page('forms/editor', {
        title: form.draft.title,
        ...(await editorLocals(deps, form, req)),
        errors: error.fields,
      });
    }
  });

  router.post('/forms/:id/closure', async (req, res) => {
    await send(await closeForm(deps, req.params.id), req, res, {
      told: 'Closed. Answers already begun may be finished within 24 hours.',
    });
  });

  router.delete('/forms/:id/closure', async (req, res) => {
    await send(await reopenForm(deps, req.params.id), req, res, { told: 'Open again.' });
  });

  router.put('/forms/:id/closing-date', async (req: Request<{ id: string }>, res) => {
    try {
      const { closesAt, closesZone } = parseInput(ClosingInput, req.body);
      await sendSaved(deps, await setClosingDate(deps, req.params.id, closesAt, closesZone), req, res);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const form = await getForm(deps.db, req.params.id);
      const { closesAt: closesAtLocal, closesZone } = req.body as Record<string, string>;
      const typed = { ...form, closesZone };
      const locals = { ...(await editorLocals(deps, form, req)), form: typed, closesAtLocal, errors: error.fields };
      res.status(422).render('forms/_closing', locals);
    }
  });

  return router;
}
