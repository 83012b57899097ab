import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { qrCode } from '../platform/http/qr.ts';
import { baseUrl } from '../platform/http/page.ts';
import { closedSince } from './closing.ts';
import { hasUnpublishedChanges } from './publication.ts';
import type { Form } from './form.ts';
import { localMoment } from './input.ts';
import { responseCounts } from './list.ts';
import { reviewing } from './reviewers.ts';
import { answerTypeNames } from './summary.ts';

/** What the editor and its fragments show. */
export async function editorLocals(deps: Deps, form: Form, req: Request) {
  const counts = await responseCounts.run(deps.db, [form.id]);
  return {
    ...(await publicationLocals(deps, form, req)),
    answerTypeNames,
    closesAtLocal: localMoment(form.closesAt, form.closesZone),
    timeZones: Intl.supportedValuesOf('timeZone'),
    responses: counts.get(form.id),
    ...(await reviewing(deps.db, form.id)),
  };
}

export async function publicationLocals(deps: Deps, form: Form, req: Request) {
  const link = formLink(deps, req, form);
  return {
    form,
    link,
    qr: form.publicationId ? await qrCode(link) : undefined,
    changed: await hasUnpublishedChanges(deps.db, form),
    closed: closedSince(form, deps.clock.now()),
    errors: {},
  };
}

/** The address that respondents open. */
export function formLink(deps: Deps, req: Request, form: Form): string {
  return `${baseUrl(deps.config, req)}/f/${form.slug}`;
}

/** After an edit: says that it is saved, and whether there is something to publish. */
export async function sendSaved(deps: Deps, form: Form, req: Request, res: Response): Promise<void> {
  if (!req.get('HX-Request')) return res.redirect(303, `/forms/${form.id}/edit`);
  res.render('forms/_saved', await publicationLocals(deps, form, req));
}
