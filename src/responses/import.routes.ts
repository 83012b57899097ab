import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { self } from '../accounts/guards.ts';
import { getForm, type Form } from '../forms/form.ts';
import { cleanFileName } from '../media/file-name.ts';
import { UnreadableCsv } from '../platform/csv.ts';
import type { Deps } from '../platform/deps.ts';
import { Invalid } from '../platform/http/errors.ts';
import { postedFile, postedName } from '../platform/http/small-file.ts';
import { fields } from './import/columns.ts';
import { importAnswers } from './import/import.ts';
import { mostRows, planImport, type Plan } from './import/plan.ts';
import { listImported } from './import/undo.ts';
import { readChoices } from './import.input.ts';
import { findRetention } from './retention.ts';
import { countSubmissions } from './overview.store.ts';

type WithId = Request<{ id: string }>;

/** The largest CSV file that is taken, in bytes. */
export const mostImportBytes = 20_000_000;

/** Answers that were gathered elsewhere: looked at first, then imported, all of them or none. */
export function importRoutes(deps: Deps): Router {
  const router = Router();
  const { db } = deps;

  router.get('/forms/:id/import', async (req: WithId, res) => {
    await show(req, res, await getForm(db, req.params.id), {});
  });

  router.post('/forms/:id/import/preview', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const looked = await look(req, form);
    if (!req.get('HX-Request')) return show(req, res, form, looked);
    res.render('responses/_import', { ...(await locals(form)), ...looked });
  });

  router.post('/forms/:id/import', async (req: WithId, res) => {
    const form = await getForm(db, req.params.id);
    const { plan, error } = await look(req, form);
    const seen = (req.body as { previewed?: unknown }).previewed;
    if (!plan || plan.complaint || plan.sha256 !== seen) {
      res.status(error || plan?.complaint ? 422 : 409);
      const changed =
        seen && plan && !plan.complaint ? 'This is not the file that was shown. Look at it first.' : undefined;
      return show(req, res, form, { plan, error: error ?? changed });
    }
    const id = await importAnswers(deps, self(req), form, plan, cleanFileName(postedName(req)));
    res.redirect(303, `/forms/${form.id}/import?done=${id}`);
  });

  const look = async (req: Request, form: Form): Promise<{ plan?: Plan | undefined; error?: string | undefined }> => {
    try {
      const bytes = postedFile(req, 'file');
      const choices = readChoices(req.body, createHash('sha256').update(bytes).digest('hex'));
      return { plan: await planImport(deps, form, self(req), bytes, choices) };
    } catch (error) {
      if (error instanceof UnreadableCsv) return { error: error.message };
      if (error instanceof Invalid) return { error: error.fields.file };
      throw error;
    }
  };

  const locals = async (form: Form) => ({
    form,
    fields,
    mostRows,
    plan: undefined,
    error: undefined,
    responseDays: (await findRetention(deps, form.id))?.responseDays,
    now: deps.clock.now(),
  });

  const show = async (req: Request, res: Response, form: Form, looked: object) => {
    const imports = await listImported(db, form.id);
    res.page('responses/import', {
      title: `Import answers to ${form.draft.title}`,
      ...(await locals(form)),
      ...looked,
      imports,
      done: imports.find(({ id }) => id === req.query.done),
      responses: (await countSubmissions(db, [form.id])).get(form.id),
      styles: ['numbers'],
    });
  };

  return router;
}
