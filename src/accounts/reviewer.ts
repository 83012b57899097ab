import type { RequestHandler } from 'express';
import { Forbidden } from '../platform/http/errors.ts';
import type { Member } from './member.ts';

/** Who looks: a record is loaded through what they may see. */
export type Viewer = Pick<Member, 'id' | 'role'>;

/** Sees only what was given to them, rates it and writes notes about it. */
export function isReviewer({ role }: Pick<Member, 'role'>): boolean {
  return role === 'reviewer';
}

/** Tells every view whether to offer what a reviewer may not do. */
export const offersByRole: RequestHandler = (req, res, next) => {
  res.locals.canEdit = req.member !== undefined && !isReviewer(req.member);
  next();
};

/** Refuses reviewers everything that is mounted after it. @throws Forbidden */
export const noReviewers: RequestHandler = (req, _res, next) => {
  const refused = req.member !== undefined && isReviewer(req.member);
  next(
    refused
      ? new Forbidden('Reviewers look at responses, rate them and write notes. Ask a member for this.')
      : undefined,
  );
};
