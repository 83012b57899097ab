import { Router, type Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { qrCode } from '../platform/http/qr.ts';
import { continueSecret, getRunToContinue, useContinueSecret } from './continue.ts';
import { rememberRespondent } from './respondent.ts';
import { runPage } from './run-page.ts';

/** "Continue on another device". Opening the link changes nothing: mail and chat programs open links too. */
export function continueRoutes(deps: Deps): Router {
  const router = Router();

  router.get(
    '/f/:slug/continue',
    runPage(deps, async (run, req, res) => {
      const link = `${origin(deps, req)}/f/${run.form.slug}/continue/${continueSecret(deps, run.response)}`;
      res.page('responses/continue', {
        title: 'Continue on another device',
        run,
        link,
        qr: await qrCode(link),
        styles: ['recorder'],
      });
    }),
  );

  router.get('/f/:slug/continue/:secret', async (req, res) => {
    const run = await getRunToContinue(deps, req.params.slug, req.params.secret);
    res.page('responses/continue-here', { title: 'Continue here', run, path: req.path, styles: ['recorder'] });
  });

  router.post('/f/:slug/continue/:secret', async (req, res) => {
    const { response, form } = await getRunToContinue(deps, req.params.slug, req.params.secret);
    await useContinueSecret(deps, response);
    rememberRespondent(deps, res, form.slug, response.id);
    res.redirect(303, `/f/${form.slug}`);
  });

  return router;
}

function origin({ config }: Deps, req: Request): string {
  return config.baseUrl ?? `${req.protocol}://${req.get('Host')}`;
}
