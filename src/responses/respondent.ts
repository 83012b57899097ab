import type { CookieOptions, Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { cookieIn } from '../platform/http/cookies.ts';
import { Conflict, Refusal } from '../platform/http/errors.ts';
import { alreadySubmitted, keptSeconds } from './response.ts';
import { findRun, type Run } from './run.ts';

const cookieName = 'reelay-respondent';

/** Lets this browser go on with the response for 30 days, at this form only. */
export function rememberRespondent({ config, signer }: Deps, res: Response, slug: string, responseId: string): void {
  const options: CookieOptions = {
    path: `/f/${slug}`,
    httpOnly: true,
    sameSite: 'lax',
    secure: config.secure,
    maxAge: keptSeconds * 1000,
  };
  res.cookie(cookieName, `${responseId}.${signer.sign('respondent', responseId)}`, options);
}

/** The response that this browser's cookie for the form names, if we made that cookie. */
export function respondentOf({ signer }: Deps, req: Request): string | undefined {
  const [responseId = '', signature = ''] = cookieIn(req, cookieName).split('.');
  return signer.verify(signature, 'respondent', responseId) ? responseId : undefined;
}

/** Stands in every form as `_token` and in every request of a script as `X-Token`. */
export function respondentToken({ signer }: Deps, responseId: string): string {
  return signer.sign('respondent-form', responseId);
}

/** @throws Refusal unless the request carries the token that belongs to the response in its cookie */
export function checkRespondentToken({ signer }: Deps, req: Request, responseId: string): void {
  const token = req.get('X-Token') ?? (req.body as { _token?: unknown } | undefined)?._token;
  if (typeof token === 'string' && signer.verify(token, 'respondent-form', responseId)) return;
  throw new Refusal(
    403,
    'This page belongs to another response',
    'Open the link of the form again. What you typed is kept in this tab.',
  );
}

/** The run that this browser is on. @throws NotFound for an unknown form */
export function findOwnRun(deps: Deps, req: Request<{ slug: string }>): Promise<Run | undefined> {
  return findRun(deps, req.params.slug, respondentOf(deps, req));
}

/** The same, for a request that changes something. @throws Refusal, Conflict once nothing may be changed any more */
export async function getOpenRun(deps: Deps, req: Request<{ slug: string }>): Promise<Run> {
  const run = await getOwnRun(deps, req);
  checkOpen(run);
  return run;
}

/** @throws Conflict once nothing may be changed any more */
export function checkOpen({ response, open }: Run): void {
  if (response.state === 'submitted') throw new Conflict(alreadySubmitted);
  if (!open) throw new Conflict('This form has closed, and the day in which begun answers could be finished is over.');
}

/** Submitted or not. @throws Refusal for a browser without a response, and for one whose page belongs to another */
export async function getOwnRun(deps: Deps, req: Request<{ slug: string }>): Promise<Run> {
  const run = await getKnownRun(deps, req);
  checkRespondentToken(deps, req, run.response.id);
  return run;
}

/** Where the token is still to be read. @throws Refusal for a browser without a response */
export async function getKnownRun(deps: Deps, req: Request<{ slug: string }>): Promise<Run> {
  const run = await findOwnRun(deps, req);
  if (run) return run;
  throw new Refusal(
    403,
    'We do not know this device',
    'Open the link of the form again. What you typed is kept in this tab.',
  );
}
