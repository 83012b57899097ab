import passport from 'passport';
import { Strategy } from 'passport-local';
import session from 'express-session';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import { SessionStore } from '../platform/http/session-store.ts';
import { canAdminister, findMemberByPassword, type Member } from './member.ts';
import { findMember, findWorkspace } from './store.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the way Express types are extended
  namespace Express {
    interface User extends Member {}
    interface Request {
      /** Who is signed in. */
      member?: Member;
    }
  }
}

const fourteenDaysMs = 14 * 86_400_000;

/** Session, passport, `req.member`, and what every page of the panel shows. */
export function sessions(deps: Deps): RequestHandler[] {
  const { db, clock, config, signer } = deps;
  return [
    session({
      name: config.secure ? '__Host-reelay' : 'reelay',
      secret: signer.sign('session cookie'),
      store: new SessionStore(db, clock),
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'lax', secure: config.secure, maxAge: fourteenDaysMs },
    }),
    ...passportFor(deps),
    async (req, res, next) => {
      req.member = req.user;
      res.locals.member = req.user;
      res.locals.canAdminister = req.user !== undefined && canAdminister(req.user);
      res.set('Cache-Control', 'no-store');
      res.locals.company = (await findWorkspace(db))?.company ?? 'Reelay';
      next();
    },
  ];
}

function passportFor(deps: Deps): RequestHandler[] {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy({ usernameField: 'email' }, (email, password, done) => {
      findMemberByPassword(deps, email, password).then((member) => done(null, member ?? false), done);
    }),
  );
  authenticator.serializeUser<string>((member, done) => done(null, member.id));
  authenticator.deserializeUser<string>((id, done) => {
    findMember(deps.db, id).then((member) => done(null, member ?? false), done);
  });
  return [
    authenticator.initialize() as RequestHandler,
    authenticator.session() as RequestHandler,
    (req, _res, next) => {
      req.authenticator = authenticator;
      next();
    },
  ];
}

declare module 'express-serve-static-core' {
  interface Request {
    authenticator?: InstanceType<typeof passport.Passport>;
  }
}

/** The member whom the posted email and password belong to; signed in, under a new session id that is saved. */
export function signIn(req: Request, res: Response): Promise<Member | undefined> {
  return new Promise((resolve, reject) => {
    const decided = (error: unknown, member?: Member | false) => {
      if (error) return reject(asError(error));
      if (!member) return resolve(undefined);
      beginSession(req, member).then(() => resolve(member), reject);
    };
    req.authenticator?.authenticate('local', decided)(req, res, (error: unknown) => reject(asError(error)));
  });
}

/** Gives the session a new id, so that one known before sign-in is worth nothing, and waits until it is stored. */
export function beginSession(req: Request, member: Member): Promise<void> {
  return new Promise((resolve, reject) => {
    req.login(member, (error: unknown) => {
      if (error) return reject(asError(error));
      req.session.save((failure: unknown) => (failure ? reject(asError(failure)) : resolve()));
    });
  });
}

export function endSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) => (error ? reject(asError(error)) : resolve()));
  });
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('The session could not be kept', { cause });
}

/** Pages send the visitor to sign in and back; everything else is refused. */
export function membersOnly(req: Request, res: Response, next: NextFunction): void {
  if (req.member) return next();
  const signInPath = `/sign-in?next=${encodeURIComponent(req.originalUrl)}`;
  if (req.get('HX-Request')) return void res.set('HX-Redirect', '/sign-in').status(401).end();
  if (req.method === 'GET' && req.accepts('html')) return res.redirect(signInPath);
  next(new Forbidden('Sign in first. Your session may have ended.'));
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
