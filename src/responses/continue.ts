import type { Deps } from '../platform/deps.ts';
import { Conflict, NotFound } from '../platform/http/errors.ts';
import type { FormResponse } from './response.ts';
import { findRun, type Run } from './run.ts';
import * as store from './store.ts';

/** What stands in the link for another device: worth something once. */
export function continueSecret({ signer }: Deps, { id, continueVersion }: FormResponse): string {
  return `${id}.${signer.sign('continue', id, continueVersion)}`;
}

/** @throws NotFound for a link that is not ours, Conflict for one that has been used */
export async function getRunToContinue(deps: Deps, slug: string, secret: string): Promise<Run> {
  const [id = '', signature = ''] = secret.split('.');
  const run = await findRun(deps, slug, id);
  if (!run) throw new NotFound();
  const { continueVersion } = run.response;
  if (deps.signer.verify(signature, 'continue', id, continueVersion)) return run;
  throw new Conflict('This link works once, and it has been used. Make a new one on the device where you began.');
}

/** Makes the link worthless. @throws Conflict when another device was quicker */
export async function useContinueSecret({ db }: Deps, { id, continueVersion }: FormResponse): Promise<void> {
  if (await store.useUpContinueVersion(db, id, continueVersion)) return;
  throw new Conflict('Another device has just used this link.');
}
