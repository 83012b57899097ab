import { Router, type Request, type Response } from 'express';
import type { AuthenticateOptions } from 'openid-client/passport';
import type { Deps } from '../platform/deps.ts';
import { localPath } from '../platform/http/local-path.ts';
import { baseUrl } from '../platform/http/page.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle } from '../platform/http/rate-limit.ts';
import { audit } from './audit.ts';
import type { Refused } from './identity.ts';
import type { Member } from './member.ts';
import { Provider } from './provider.ts';
import { isRefused, troubleInWords, troubleOf, type Trouble } from './provider-trouble.ts';
import { beginSession } from './session.ts';

declare module 'express-session' {
  interface SessionData {
    /** Where somebody wanted to go who is signing in with the provider. */
    next: string;
  }
}

/** Signing in with the company's own accounts (OpenID Connect). */
export function providerRoutes(deps: Deps): Router {
  const router = Router();
  const { provider: settings } = deps.config;
  const provider = settings && new Provider(deps, settings);
  const starts = throttle(deps.throttleDb, 'sign-in-provider', 50, 15 * 60);

  /** What the page to sign in says about the provider. */
  router.use('/sign-in', (req, res, next) => {
    if (provider) {
      res.locals.provider = { host: provider.host, trouble: troubleInWords(provider.host, req.query.trouble) };
    }
    next();
  });

  /** A link, since the policy stops a form that is redirected to another site. */
  router.get('/sign-in/provider', async (req, res) => {
    if (!provider || req.member) return res.redirect('/sign-in');
    await starts.count(networkOf(req));
    req.session.next = localPath(req.query.next);
    const answer = await ask(deps, provider, req, res);
    if (answer) sayTrouble(res, typeof answer === 'string' ? answer : 'old');
  });

  router.get('/sign-in/provider/callback', async (req, res) => {
    if (!provider) return res.redirect('/sign-in');
    const wanted = localPath(req.session.next);
    const answer = await ask(deps, provider, req, res);
    if (typeof answer === 'object') {
      await beginSession(req, answer);
      res.redirect(303, wanted);
    } else if (answer) {
      // Only what an account there was needed for: strangers must not fill the trail.
      if (isRefused(answer)) await audit(deps, null, 'session.refused', null, { by: 'provider', why: answer });
      sayTrouble(res, answer);
    }
  });

  return router;
}

function sayTrouble(res: Response, trouble: Trouble): void {
  res.redirect(303, `/sign-in?trouble=${trouble}`);
}

/** Who came back from the provider; undefined where the visitor was sent there. */
async function ask(deps: Deps, provider: Provider, req: Request, res: Response): Promise<Member | Trouble | undefined> {
  try {
    const strategy = await provider.strategy();
    const callbackURL = `${baseUrl(deps.config, req)}/sign-in/provider/callback`;
    return await authenticated(strategy, { callbackURL }, req, res);
  } catch (error) {
    const trouble = troubleOf(error);
    // Its cause may hold codes and tokens.
    const { code, message } = error as Error & { code?: string };
    deps.log.warn({ trouble, code, reason: message }, 'signing in with the provider failed');
    return trouble;
  }
}

interface Reason {
  refused?: Refused;
  error?: string;
}

function authenticated(
  strategy: Awaited<ReturnType<Provider['strategy']>>,
  options: AuthenticateOptions,
  req: Request,
  res: Response,
): Promise<Member | Trouble | undefined> {
  return new Promise((resolve, reject) => {
    const decided = (error: unknown, member?: Member | false | null, reason?: Reason) => {
      if (error) return reject(error);
      resolve(member || (reason?.refused ?? (reason?.error ? 'declined' : 'old')));
    };
    res.once('close', () => resolve(undefined));
    req.authenticator?.authenticate(strategy, options, decided)(req, res, reject);
  });
}
