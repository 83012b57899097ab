import helmet from 'helmet';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { mediaChromeStyleHashes } from './media-chrome-hashes.ts';

/** Helmet with our policy: nothing inline, nothing from elsewhere. HTTPS headers only when BASE_URL is https. */
export function securityHeaders(config: Config): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", ...mediaChromeStyleHashes.map((hash) => `'${hash}'`)],
          imgSrc: ["'self'", 'blob:'],
          mediaSrc: ["'self'", 'blob:'],
          connectSrc: ["'self'"],
          fontSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          formAction: ["'self'"],
          frameAncestors: ["'none'"],
          ...(config.secure && { upgradeInsecureRequests: [] }),
        },
      },
      strictTransportSecurity: config.secure,
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: config.secure,
      originAgentCluster: config.secure,
    }),
    (_req, res, next) => {
      res.set('Permissions-Policy', 'camera=(self), microphone=(self), display-capture=(self), geolocation=()');
      res.set('X-Robots-Tag', 'noindex');
      next();
    },
  ];
}
