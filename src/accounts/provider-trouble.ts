import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client';
import { refusals, type Refused } from './identity.ts';

/** Why signing in with the provider came to nothing; stands in the address of the page that says so. */
export type Trouble = Refused | 'down' | 'old' | 'declined' | 'misconfigured';

/** @param host of the provider */
export function troubleInWords(host: string, trouble: unknown): string | undefined {
  const sentences: Record<Trouble, string> = {
    down: `${host} does not answer at the moment. Sign in with your password, or try again later.`,
    old: 'This sign-in was begun in another window, or too long ago. Try once more.',
    declined: `${host} did not sign you in. Try once more, or sign in with your password.`,
    misconfigured: `${host} does not accept this server. Ask who runs it to check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET.`,
    disabled: 'Your account here has been disabled. Ask an admin of this workspace.',
    unverified: `${host} has not confirmed an email address of yours. Confirm it there, then try once more.`,
    unknown: `Nobody here has the address of your account at ${host}. Ask an admin of this workspace to invite you.`,
  };
  return Object.entries(sentences).find(([name]) => name === trouble)?.[1];
}

/** Somebody with an account there, who may not come in here. */
export function isRefused(trouble: Trouble): trouble is Refused {
  return refusals.some((refused) => refused === trouble);
}

/** @throws what is no trouble with the provider but our own */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof AuthorizationResponseError) return 'declined';
  if (error instanceof ResponseBodyError) return error.error === 'invalid_grant' ? 'old' : 'misconfigured';
  if (error instanceof WWWAuthenticateChallengeError) return 'misconfigured';
  if (error instanceof ClientError) return answersToAnother.has(error.code ?? '') ? 'old' : 'down';
  // What fetch throws, and what oauth4webapi lets through.
  if (error instanceof TypeError) return 'down';
  throw error;
}

/** A state or nonce that is not the one this browser was sent away with. */
const answersToAnother = new Set(['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED']);
