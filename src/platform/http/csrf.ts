import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler, Response } from 'express';

const { csrfSynchronisedProtection, generateToken, invalidCsrfTokenError } = csrfSync({
  getTokenFromRequest: (req) => req.get('X-CSRF-Token') ?? (req.body as { _csrf?: string } | undefined)?._csrf,
  errorConfig: { statusCode: 403, message: 'The page is too old', code: 'EBADCSRFTOKEN' },
});

/** Gives every view `csrfToken()`; a session begins only when a page asks for one. */
export const csrfTokens: RequestHandler = (req, res, next) => {
  res.locals.csrfToken = () => generateToken(req);
  next();
};

/** Refuses an unsafe request without the session's token; bodies must be parsed before. */
export const csrfProtection: RequestHandler = (req, res, next) => {
  csrfSynchronisedProtection(req, res, (error?: unknown) => {
    const isOldPage = error === invalidCsrfTokenError && req.is('urlencoded') && !req.get('HX-Request');
    if (isOldPage && req.accepts(['html', 'json']) === 'html') return offerAgain(req, res);
    next(error);
  });
};

/** What was entered comes back with a new token, so that nothing of it is lost; the person decides whether to send it. */
function offerAgain(req: Request, res: Response): void {
  const entered = Object.entries(req.body as Record<string, string | string[]>)
    .filter(([name]) => name !== '_csrf' && !/pass/i.test(name))
    .flatMap(([name, values]) => [values].flat().map((value) => ({ name, value })));
  res.status(403);
  res.page('shared/send-again', {
    title: 'Send it again?',
    layout: 'public',
    entered,
    action: req.originalUrl.replace(/^\/+/, '/'),
  });
}
