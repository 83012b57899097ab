import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { eraseResponse } from './erasure.ts';
import type { FormResponse } from './response.ts';
import { findRun, type Run } from './run.ts';

/** Where a respondent withdraws, without an account: secret, the same whenever it is asked for, and worth nothing afterwards. */
export function withdrawalPath(
  { signer }: Pick<Deps, 'signer'>,
  slug: string,
  { id }: Pick<FormResponse, 'id'>,
): string {
  return `/f/${slug}/withdrawal/${id}.${signer.sign('withdraw', id)}`;
}

/** @throws NotFound for a link that is not ours, and for one that has been used */
export async function getRunToWithdraw(deps: Deps, slug: string, secret: string): Promise<Run> {
  const [id = '', signature = ''] = secret.split('.');
  const run = deps.signer.verify(signature, 'withdraw', id) ? await findRun(deps, slug, id) : undefined;
  if (!run) throw new NotFound('These answers have been erased already, or the link is not complete.');
  return run;
}

/** At once, and for good. @throws NotFound as `getRunToWithdraw` does */
export async function withdraw(deps: Deps, slug: string, secret: string): Promise<void> {
  const { response } = await getRunToWithdraw(deps, slug, secret);
  await eraseResponse(deps, response.id, { actorId: null, because: 'respondent' });
}
