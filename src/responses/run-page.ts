import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { findOwnRun } from './respondent.ts';
import type { Run } from './run.ts';

type Show<Params> = (run: Run, req: Request<Params>, res: Response) => void | Promise<void>;

/** A page of an open run; whoever has none is led to where they belong. */
export function runPage<Params extends { slug: string }>(deps: Deps, show: Show<Params>): RequestHandler<Params> {
  return async (req, res) => {
    const run = await findOwnRun(deps, req);
    if (!run) return res.redirect(`/f/${req.params.slug}`);
    if (run.response.state === 'submitted') return res.redirect(`/f/${run.form.slug}/thanks`);
    if (!run.open) return showClosed(res, run.content.title);
    await show(run, req, res);
  };
}

export function showClosed(res: Response, form: string): void {
  res.status(410);
  res.page('responses/closed', { title: 'Closed', form, styles: ['recorder'] });
}
