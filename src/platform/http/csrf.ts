import { csrfSync } from 'csrf-sync';
import type { RequestHandler } from 'express';

const { csrfSynchronisedProtection, generateToken } = csrfSync({
  getTokenFromRequest: (req) => req.get('X-CSRF-Token') ?? (req.body as { _csrf?: string } | undefined)?._csrf,
  errorConfig: { statusCode: 403, message: 'The page is too old', code: 'EBADCSRFTOKEN' },
});

/** Refuses an unsafe request without the session's token; bodies must be parsed before. */
export const csrfProtection: RequestHandler = csrfSynchronisedProtection;

/** Gives every view `csrfToken()`; a session begins only when a page asks for one. */
export const csrfTokens: RequestHandler = (req, res, next) => {
  res.locals.csrfToken = () => generateToken(req);
  next();
};
