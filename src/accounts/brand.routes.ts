import { Router } from 'express';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { accentStyles } from './accent.ts';
import { findLogoImage } from './brand.store.ts';
import { readSettings } from './settings.ts';

const forEver = 'public, max-age=31536000, immutable';

/** The company's colour and logo, for whoever sees a page. Their addresses change with what they hold. */
export function brandRoutes({ db }: Deps): Router {
  const router = Router();

  router.get('/brand.css', async (req, res) => {
    const { accentColour } = await readSettings(db);
    const isCurrent = accentColour !== null && req.query.v === accentColour.slice(1);
    res.set('Cache-Control', isCurrent ? forEver : 'no-cache').type('css');
    res.send(accentColour ? accentStyles(accentColour) : '');
  });

  router.get('/brand/logo/:version', async (req, res) => {
    const logo = await findLogoImage(db, Number(req.params.version));
    if (!logo) throw new NotFound();
    res.set('Cache-Control', forEver).type('png').send(logo.png);
  });

  return router;
}
