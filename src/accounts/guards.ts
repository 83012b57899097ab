import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { Forbidden } from '../platform/http/errors.ts';
import { canAdminister, type Member } from './member.ts';
import type { Profile } from './profile.ts';

/** Pages send the visitor to sign in and back; everything else is refused. */
export function membersOnly(req: Request, res: Response, next: NextFunction): void {
  if (req.member && !req.mustSetUpTwoFactor) return next();
  if (req.member) return firstTheSecondFactor(req, res, next);
  signInFirst(req, res, next);
}

/** Also for who has yet to set up what the sign-in rules ask for. */
export function signInFirst(req: Request, res: Response, next: NextFunction): void {
  if (req.member) return next();
  const signInPath = `/sign-in?next=${encodeURIComponent(req.originalUrl)}`;
  if (req.get('HX-Request')) return void res.set('HX-Redirect', '/sign-in').status(401).end();
  if (req.method === 'GET' && req.accepts('html')) return res.redirect(signInPath);
  next(new Forbidden('Sign in first. Your session may have ended.'));
}

function firstTheSecondFactor(req: Request, res: Response, next: NextFunction): void {
  if (req.get('HX-Request')) return void res.set('HX-Redirect', '/account/two-factor').status(401).end();
  if (req.method === 'GET' && req.accepts('html')) return res.redirect('/account/two-factor');
  next(new Forbidden('Set up two-factor sign-in first: this workspace asks for it.'));
}

/** Owners and admins. @throws Forbidden */
export const adminsOnly: RequestHandler = (req, _res, next) => {
  next(req.member && canAdminister(req.member) ? undefined : new Forbidden());
};

/** The member that `membersOnly` let in. */
export function viewer(req: Request): Member {
  if (!req.member) throw new Forbidden('Sign in first. Your session may have ended.');
  return req.member;
}

/** The same, with how pages are for them. */
export function self(req: Request): Profile {
  if (!req.user) throw new Forbidden('Sign in first. Your session may have ended.');
  return req.user;
}
