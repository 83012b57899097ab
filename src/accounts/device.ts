import { timestamp } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { hashed } from '../platform/signing.ts';
import type { Member } from './member.ts';
import { listSessions } from './store.ts';

/** Where somebody is signed in. */
export interface Device {
  /** "Firefox on Windows", as far as the browser says. */
  name: string;
  address: string;
  startedAt: string | null;
  seenAt: string | null;
  isThisOne: boolean;
}

/** The one seen last comes first. */
export async function listDevices({ db, clock }: Deps, { id }: Member, sessionId: string): Promise<Device[]> {
  const own = hashed(sessionId);
  return (await listSessions(db, id, timestamp(clock))).map((row) => ({
    name: nameOf(row.browser ?? ''),
    address: row.address ?? '',
    startedAt: row.created_at,
    seenAt: row.seen_at,
    isThisOne: row.id_hash === own,
  }));
}

/** In this order: Edge and Opera call themselves Chrome too, and Chrome Safari; Android says Linux too. */
const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS/, 'Firefox'],
  [/Chrome\/|CriOS/, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'iPhone or iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

function nameOf(userAgent: string): string {
  const first = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser, system] = [first(browsers), first(systems)];
  return browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'A program of unknown kind');
}
