import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Throttled } from '../platform/http/errors.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle, type Throttle } from '../platform/http/rate-limit.ts';
import type { ShareLink } from './link.ts';

/** Counts a try at a password or a code; what it gives takes that back where the try was right. */
export type CountTry = (req: Request, link: Pick<ShareLink, 'id'>) => Promise<() => Promise<void>>;

/**
 * Few tries from one place, more for a link over all. Once those are spent, as by somebody who keeps others out, each
 * place still has a few: whoever knows the password needs one.
 */
export function limitGuesses({ throttleDb }: Pick<Deps, 'throttleDb'>): CountTry {
  const here = throttle(throttleDb, 'share-password', 20, 600);
  const everywhere = throttle(throttleDb, 'share-password-link', 200, 3600);
  const lateHere = throttle(throttleDb, 'share-password-late', 2, 3600);
  const lateEverywhere = throttle(throttleDb, 'share-password-late-link', 400, 3600);
  return async (req, { id }) => {
    const place = `${id} ${networkOf(req)}`;
    const counted: [Throttle, string][] = [];
    const count = async (limit: Throttle, key: string) => {
      await limit.count(key);
      counted.push([limit, key]);
    };
    await count(here, place);
    await count(everywhere, id).catch(async (error: unknown) => {
      if (!(error instanceof Throttled)) throw error;
      await count(lateHere, place);
      await count(lateEverywhere, id);
    });
    return async () => {
      for (const [limit, key] of counted) await limit.giveBack(key);
    };
  };
}
