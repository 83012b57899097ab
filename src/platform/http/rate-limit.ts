import { RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible';
import type { Db } from '../database.ts';
import { Throttled } from './errors.ts';

export interface Throttle {
  /** Counts one try. @throws Throttled once there were too many */
  count(key: string): Promise<void>;
  forgive(key: string): Promise<void>;
  /** One try was none after all. */
  giveBack(key: string): Promise<void>;
}

/**
 * At most `tries` in `seconds` for each key, remembered across restarts. RateLimiterSQLite gives its connection back
 * before its savepoint is released, so it must not share the main one: another's BEGIN could fall in between.
 */
export function throttle(throttleDb: Db, name: string, tries: number, seconds: number): Throttle {
  let ready: Promise<RateLimiterSQLite> | undefined;
  const limiter = () => (ready ??= openLimiter(throttleDb, name, tries, seconds));
  return {
    async count(key) {
      try {
        await (await limiter()).consume(key);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new Throttled(Math.ceil(error.msBeforeNext / 1000));
        throw error;
      }
    },
    async forgive(key) {
      await (await limiter()).delete(key);
    },
    async giveBack(key) {
      await (await limiter()).reward(key);
    },
  };
}

/** It makes its table when it is opened, and is of use only afterwards. */
function openLimiter(storeClient: Db, keyPrefix: string, points: number, duration: number): Promise<RateLimiterSQLite> {
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterSQLite = new RateLimiterSQLite(
      { storeClient, storeType: 'knex', tableName: 'tries', keyPrefix, points, duration },
      (error?: Error) => (error ? reject(error) : setImmediate(() => resolve(limiter))),
    );
  });
}
