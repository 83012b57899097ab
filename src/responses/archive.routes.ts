import { Router, type Request, type Response } from 'express';
import { audit } from '../accounts/audit.ts';
import { viewer } from '../accounts/guards.ts';
import { getForm, type Form } from '../forms/form.ts';
import { cleanFileName } from '../media/file-name.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { archiveOf, askForArchive } from './archive.ts';
import { archivePath } from './archive-file.ts';

type WithId = Request<{ id: string }>;

/** All responses to a form with their media as one ZIP file: asked for, watched while it is made, downloaded. */
export function archiveRoutes(deps: Deps): Router {
  const router = Router();
  const show = async (form: Form, res: Response) =>
    res.render('responses/_archive', { form, archive: await archiveOf(deps, form.id) });

  router.get('/forms/:id/archive', async (req: WithId, res) => {
    await show(await getForm(deps.db, req.params.id), res);
  });

  router.post('/forms/:id/archive', async (req: WithId, res) => {
    const form = await getForm(deps.db, req.params.id);
    await askForArchive(deps, form.id);
    if (!req.get('HX-Request')) return res.redirect(303, `/forms/${form.id}/responses`);
    await show(form, res);
  });

  router.get('/forms/:id/archive/file', async (req: WithId, res) => {
    const form = await getForm(deps.db, req.params.id);
    if ((await archiveOf(deps, form.id)).state !== 'ready') {
      throw new NotFound('There is no archive of this form now. Ask for it again on the page of its responses.');
    }
    await audit(deps, viewer(req).id, 'responses.exported', form.id);
    const name = `${cleanFileName(form.draft.title)}.zip`;
    res.download(archivePath(deps, form.id), name, { cacheControl: false, headers: { 'Cache-Control': 'no-store' } });
  });

  return router;
}
