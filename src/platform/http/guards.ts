import type { RequestHandler } from 'express';
import { Forbidden } from './errors.ts';

/** `OPTIONS *` and the absolute form are for proxies; what comes after expects a path. */
export const pathsOnly: RequestHandler = (req, res, next) => {
  if (req.url.startsWith('/')) return next();
  res.status(400).end();
};

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site sends in a person's name: by Sec-Fetch-Site (Fetch Metadata, W3C), and by Origin only where
 * a browser does not send that. Requests with neither come from programs, which have no cookies to abuse.
 */
export const sameSiteOnly: RequestHandler = (req, _res, next) => {
  if (safeMethods.has(req.method)) return next();
  const site = req.get('Sec-Fetch-Site');
  if (site) return next(site === 'same-origin' || site === 'none' ? undefined : fromElsewhere());
  const origin = req.get('Origin');
  next(!origin || URL.parse(origin)?.host === req.get('Host') ? undefined : fromElsewhere());
};

function fromElsewhere(): Forbidden {
  return new Forbidden('This was sent from another web site. Open the page here and try again.');
}
