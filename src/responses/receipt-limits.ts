import type { Request } from 'express';
import type { Deps } from '../platform/deps.ts';
import { Throttled } from '../platform/http/errors.ts';
import { networkOf } from '../platform/http/network.ts';
import { throttle, type Throttle } from '../platform/http/rate-limit.ts';

/** Whether another confirmation may go to an address, which counts as one. */
export type MayConfirm = (address: string) => Promise<boolean>;

/**
 * A respondent may write anybody's address: so only few confirmations go to one in an hour and a day, and only so many are
 * asked for from one place. The response is submitted all the same.
 */
export function receiptLimits({ throttleDb, signer }: Deps): (req: Request) => MayConfirm {
  const hourly = throttle(throttleDb, 'receipt-email', 5, 3600);
  const daily = throttle(throttleDb, 'receipt-email-day', 15, 86_400);
  const byNetwork = throttle(throttleDb, 'receipt-network', 100, 3600);
  return (req) => async (address) => {
    // Limits are kept elsewhere, and forget nothing when a response is erased.
    const known = signer.sign('receipt-email', address.toLowerCase());
    return (await isLeft(byNetwork, networkOf(req))) && (await isLeft(hourly, known)) && (await isLeft(daily, known));
  };
}

async function isLeft(limit: Throttle, key: string): Promise<boolean> {
  try {
    await limit.count(key);
    return true;
  } catch (error) {
    if (error instanceof Throttled) return false;
    throw error;
  }
}
