import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Log } from '../log.ts';
import { newId } from '../ids.ts';

/** An error meant for the person: its message says what happened and what to do. */
export class Refusal extends Error {
  readonly status: number;
  readonly heading: string;

  constructor(status: number, heading: string, message: string) {
    super(message);
    this.status = status;
    this.heading = heading;
  }
}

export class NotFound extends Refusal {
  constructor(message = 'It may have been deleted, or the link is not complete.') {
    super(404, 'There is nothing here', message);
  }
}

export class Forbidden extends Refusal {
  constructor(message = 'Your account may not do this. Ask the owner of this workspace.') {
    super(403, 'This is not open to you', message);
  }
}

export class TooLarge extends Refusal {
  constructor(message: string) {
    super(413, 'This is too large', message);
  }
}

/** The thing has changed or ended since the page was made. */
export class Conflict extends Refusal {
  constructor(message: string) {
    super(409, 'This has changed meanwhile', message);
  }
}

export class Throttled extends Refusal {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(429, 'Too many tries', `Wait ${minutes(retryAfterSeconds)}, then try again.`);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

function minutes(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

/** Sentences by field name; shown beside the fields. */
export type FieldErrors = Record<string, string>;

export class Invalid extends Refusal {
  readonly fields: FieldErrors;

  constructor(fields: FieldErrors) {
    super(422, 'Something needs another look', Object.values(fields).join(' '));
    this.fields = fields;
  }
}

/** The one place where an error becomes an answer: a page, a fragment for htmx, or JSON for a script. */
export function errorHandler(log: Log): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    if (res.headersSent) return cutOff(log, error, req, res);
    const refusal = asRefusal(error);
    const errorId = (res.locals as { requestId?: string }).requestId ?? newId();
    if (!refusal) log.error({ err: error, errorId, method: req.method, route: routeOf(req) }, 'unexpected error');
    const status = refusal?.status ?? 500;
    const heading = refusal?.heading ?? 'Something went wrong on our side';
    const message = refusal?.message ?? `Nothing you gave is lost. Try again; if it stays, name this: ${errorId}`;
    if (refusal instanceof Throttled) res.set('Retry-After', String(refusal.retryAfterSeconds));
    res.status(status);
    if (req.accepts(['html', 'json']) === 'json') {
      return void res.json({ error: message, ...(refusal instanceof Invalid && { fields: refusal.fields }) });
    }
    if (req.get('HX-Request')) {
      // Beside the page, not in place of the part that was asked for: what stands there may hold what somebody typed.
      res.set({ 'HX-Retarget': '#toasts', 'HX-Reswap': 'innerHTML' });
      return void res.render('shared/_refusal', { heading, message });
    }
    res.page('shared/error', { title: heading, heading, message, status, errorId });
  };
}

/** Too late for an answer. Somebody who closed the page while it was sent is no error. */
function cutOff(log: Log, error: unknown, req: Request, res: Response): void {
  const { code } = error as NodeJS.ErrnoException;
  const wentAway = req.destroyed || code === 'EPIPE' || code === 'ECONNRESET' || code === 'ECONNABORTED';
  if (!wentAway) log.error({ err: error, method: req.method, route: routeOf(req) }, 'an answer was cut off');
  res.destroy();
}

/** As the code has it: a real path may hold a secret. */
function routeOf(req: Request): string {
  const { path } = (req.route ?? {}) as { path?: string | RegExp };
  return path?.toString() ?? 'none';
}

/** Errors of express, body-parser, multer and csrf-sync that are the request's fault, in our words. */
function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (!(error instanceof Error)) return undefined;
  const { status, code } = error as Error & { status?: number; code?: string };
  if (code === 'LIMIT_FILE_SIZE')
    return new TooLarge('The file is larger than this server takes. Choose a smaller one.');
  if (code === 'ENOSPC') return new Refusal(507, 'The server is full', 'Ask who runs it to make room, then try again.');
  if (code?.startsWith('LIMIT_')) return new Refusal(400, 'We could not read this', 'Send one file at a time.');
  if (status === 413) return new TooLarge('This is longer than a page may send. Shorten it and try again.');
  if (code === 'EBADCSRFTOKEN') {
    return new Refusal(
      403,
      'This page has been open for too long',
      'Reload it and try again. What you typed may need typing again.',
    );
  }
  if (status && status >= 400 && status < 500) {
    return new Refusal(status, 'We could not read this', 'Go back, reload the page and try again.');
  }
  return undefined;
}
