import { RateLimiterRes, RateLimiterSQLite } from 'rate-limiter-flexible';
import type { Db } from '../database.ts';
import { Throttled } from './errors.ts';

export interface Throttle {
  /** Counts one try. @throws Throttled once there were too many */
  count(key: string): Promise<void>;
  forgive(key: string): Promise<void>;
}

/**
 * At most `tries` in `seconds` for each key, remembered across restarts. RateLimiterSQLite gives its connection back
 * before its savepoint is released, so it must not share the main one: another's BEGIN could fall in between.
 */
export function throttle(throttleDb: Db, name: string, tries: number, seconds: number): Throttle {
  const ready = new Promise<RateLimiterSQLite>((resolve, reject) => {
    const limiter: RateLimiterSQLite = new RateLimiterSQLite(
      { storeClient: throttleDb, storeType: 'knex', tableName: 'tries', keyPrefix: name, points: tries, duration: seconds },
      (error?: Error) => (error ? reject(error) : setImmediate(() => resolve(limiter))),
    );
  });
  return {
    async count(key) {
      try {
        await (await ready).consume(key);
      } catch (error) {
        if (error instanceof RateLimiterRes) throw new Throttled(Math.ceil(error.msBeforeNext / 1000));
        throw error;
      }
    },
    async forgive(key) {
      await (await ready).delete(key);
    },
  };
}
