import compression from 'compression';
import express, { type Express } from 'express';
import { accountRoutes } from './accounts/routes.ts';
import { membersOnly, sessions } from './accounts/session.ts';
import { setupRoutes } from './accounts/setup.routes.ts';
import type { Deps } from './platform/deps.ts';
import { csrfProtection, csrfTokens } from './platform/http/csrf.ts';
import { errorHandler, NotFound } from './platform/http/errors.ts';
import { sameSiteOnly } from './platform/http/guards.ts';
import { securityHeaders } from './platform/http/headers.ts';
import { formMethods, staticFiles, useViews } from './platform/http/page.ts';

/** Every mount point, public ones first. */
export function createApp(deps: Deps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxyHops);
  app.use(securityHeaders(deps.config));
  useViews(app);

  app.get('/healthz', (_req, res) => void res.json({ status: 'ok' }));
  app.use(compression(), staticFiles(deps.config.production));
  app.use(sameSiteOnly, express.urlencoded({ extended: false, limit: '1mb' }), express.json({ limit: '1mb' }));

  app.use(sessions(deps), csrfTokens, formMethods, csrfProtection);
  app.get('/', (req, res) => res.redirect(req.member ? '/forms' : '/sign-in'));
  app.use(setupRoutes(deps), accountRoutes(deps));
  app.use(membersOnly);

  app.use((_req, _res, next) => next(new NotFound()));
  app.use(errorHandler(deps.log));
  return app;
}
