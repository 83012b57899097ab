import { Router, type Request, type Response } from 'express';
import { viewer } from '../accounts/guards.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { parseInput } from '../platform/http/input.ts';
import { deleteForm } from './deletion.ts';
import { changeSettings } from './draft.ts';
import { editorLocals, sendSaved } from './editor.ts';
import { createForm, duplicateForm, getForm } from './form.ts';
import { NewFormInput, SettingsInput } from './input.ts';
import { templates } from './templates.ts';

export function formRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/new', (_req, res) => showNew(res));

  router.post('/forms', async (req, res) => {
    try {
      const { title, template } = parseInput(NewFormInput, req.body);
      const chosen = templates.find(({ id }) => id === template);
      const form = await createForm(deps, viewer(req), { title, ...(chosen ?? templates[0]!).make() });
      res.redirect(303, `/forms/${form.id}/edit`);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      res.status(422);
      showNew(res, req.body as Record<string, string>, error.fields);
    }
  });

  router.get('/forms/:id', async (req, res) => {
    const form = await getForm(db, req.params.id);
    res.redirect(`/forms/${form.id}/${form.state === 'draft' ? 'edit' : 'responses'}`);
  });

  router.get('/forms/:id/edit', async (req, res) => {
    const form = await getForm(db, req.params.id);
    res.page('forms/editor', { title: form.draft.title, ...(await editorLocals(deps, form, req)) });
  });

  router.patch('/forms/:id', async (req: Request<{ id: string }>, res) => {
    try {
      const form = await changeSettings(deps, req.params.id, parseInput(SettingsInput, req.body));
      await sendSaved(deps, form, req, res);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      const form = await getForm(db, req.params.id);
      const typed = { ...form, draft: { ...form.draft, ...(req.body as object) } };
      res.status(422).render('forms/_settings', { form: typed, errors: error.fields });
    }
  });

  router.post('/forms/:id/copies', async (req, res) => {
    const copy = await duplicateForm(deps, viewer(req), req.params.id);
    res.redirect(303, `/forms/${copy.id}/edit`);
  });

  router.delete('/forms/:id', async (req, res) => {
    await deleteForm(deps, req.params.id, viewer(req).id);
    res.redirect(303, '/forms');
  });

  return router;
}

function showNew(res: Response, values: Record<string, string> = {}, errors: Record<string, string> = {}): void {
  res.page('forms/new', { title: 'New form', templates, values, errors });
}
