import type { RequestHandler } from 'express';
import { newId } from '../ids.ts';
import { duringRequest } from '../log.ts';

/** Each request has an id: in the log, in the header, and on the page that says that something went wrong. */
export const requestIds: RequestHandler = (_req, res, next) => {
  const id = newId();
  res.locals.requestId = id;
  res.set('X-Request-Id', id);
  duringRequest(id, next);
};
