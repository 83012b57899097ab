import passport from 'passport';
import { Strategy } from 'passport-local';
import session from 'express-session';
import type { Request, RequestHandler, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { SessionStore } from '../platform/http/session-store.ts';
import { datesFor } from '../platform/http/words.ts';
import { recordSignIn } from './arrival.ts';
import { canAdminister, findMemberByPassword, type Member } from './member.ts';
import { findProfile, type Profile } from './profile.ts';
import { findWorkspace } from './store.ts';
import { mustSetUpTwoFactor } from './two-factor.ts';

declare global {
  // oxlint-disable-next-line typescript/no-namespace -- the way Express types are extended
  namespace Express {
    interface User extends Profile {}
    interface Request {
      /** Who is signed in. */
      member?: Member;
      /** The rules ask for a second factor that they do not have yet: until then there is nothing else. */
      mustSetUpTwoFactor?: boolean;
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
      res.set('Cache-Control', 'no-store');
      res.locals.company = (await findWorkspace(db))?.company ?? 'Reelay';
      if (req.user) await welcome(deps, req, res, req.user);
      next();
    },
  ];
}

async function welcome({ db }: Deps, req: Request, res: Response, member: Profile): Promise<void> {
  req.member = member;
  req.mustSetUpTwoFactor = await mustSetUpTwoFactor(db, member);
  const dates = datesFor(member.timeZone, member.language);
  Object.assign(res.locals, dates, { member, canAdminister: canAdminister(member), theme: member.theme });
}

function passportFor(deps: Deps): RequestHandler[] {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy({ usernameField: 'email' }, (email, password, done) => {
      const profileOf = (member?: Member) => member && findProfile(deps.db, member.id);
      findMemberByPassword(deps, email, password)
        .then(profileOf)
        .then((member) => done(null, member ?? false), done);
    }),
  );
  authenticator.serializeUser<string>((member, done) => done(null, member.id));
  authenticator.deserializeUser<string>((id, done) => {
    findProfile(deps.db, id).then((member) => done(null, member ?? false), done);
  });
  return [
    authenticator.initialize() as RequestHandler,
    authenticator.session() as RequestHandler,
    (req, _res, next) => {
      req.authenticator = authenticator;
      req.recordSignIn = (member) => recordSignIn(deps, member);
      next();
    },
  ];
}

declare module 'express-serve-static-core' {
  interface Request {
    authenticator?: InstanceType<typeof passport.Passport>;
    recordSignIn?: (member: Member) => Promise<void>;
  }
}

/** The member whom the posted email and password belong to. */
export function checkPassword(req: Request, res: Response): Promise<Member | undefined> {
  return new Promise((resolve, reject) => {
    const decided = (error: unknown, member?: Member | false) =>
      error ? reject(asError(error)) : resolve(member || undefined);
    req.authenticator?.authenticate('local', decided)(req, res, (error: unknown) => reject(asError(error)));
  });
}

/** Gives the session a new id, so that one known before sign-in is worth nothing, and waits until it is stored. */
export async function beginSession(req: Request, member: Member): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // Only the id goes into the session.
    req.login(member as Profile, (error: unknown) => {
      if (error) return reject(asError(error));
      req.session.device = { browser: (req.get('User-Agent') ?? '').slice(0, 300), address: req.ip ?? '' };
      req.session.save((failure: unknown) => (failure ? reject(asError(failure)) : resolve()));
    });
  });
  await req.recordSignIn?.(member);
}

export function endSession(req: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) => (error ? reject(asError(error)) : resolve()));
  });
}

function asError(cause: unknown): Error {
  return cause instanceof Error ? cause : new Error('The session could not be kept', { cause });
}
