import type { Deps } from '../platform/deps.ts';
import { timestamp, timestampIn } from '../platform/clock.ts';
import { roomOf } from '../platform/disk.ts';
import { countJobs } from '../platform/jobs/listing.ts';
import { checkBackups } from './checks/backups.ts';
import type { Check } from './checks/check.ts';
import { checkClock } from './checks/clock.ts';
import { checkConnection, type Asked } from './checks/connection.ts';
import { checkDisk } from './checks/disk.ts';
import { checkJobs } from './checks/jobs.ts';
import { checkMail } from './checks/mail.ts';
import { checkFfmpeg } from './checks/programs.ts';
import { checkSpeech } from './checks/speech.ts';
import { checkThemes } from './checks/themes.ts';
import { countSubmitted } from './overview.store.ts';

/** Every part, looked at side by side. The page waits for none of them longer than a blink. */
export function lookAround(deps: Deps, asked: Asked): Promise<Check[]> {
  const parts: [string, () => Check | Promise<Check>][] = [
    ['Camera', () => checkConnection(deps.config, asked)],
    ['Disk', () => checkDisk(deps)],
    ['Jobs', () => checkJobs(deps)],
    ['Backups', () => checkBackups(deps)],
    ['Mail', () => checkMail(deps)],
    ['ffmpeg', () => checkFfmpeg(deps.config)],
    ['Speech', () => checkSpeech(deps.config)],
    ['Themes', () => checkThemes(deps.config)],
    ['Clock', () => checkClock(deps)],
  ];
  return Promise.all(parts.map(([part, look]) => inTime(deps, part, look)));
}

const patienceMs = 250;

async function inTime({ log }: Deps, part: string, look: () => Check | Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(() => resolve({ part, tone: 'off', words: stillLooking }), patienceMs);
  });
  const looked = (async () => look())().catch((error: unknown): Check => {
    log.error({ err: error, part }, 'a part could not be looked at');
    return { part, tone: 'danger', words: 'It could not be looked at.', todo: 'The log says why.' };
  });
  return Promise.race([looked, late]).finally(() => clearTimeout(timer));
}

const stillLooking = 'Still being looked at. Reload the page in a moment.';

/** "Running well. One thing needs you." */
export function heading(checks: Check[]): string {
  const count = (tone: Check['tone']) => checks.filter((check) => check.tone === tone).length;
  const [wrong, open] = [count('danger'), count('warning')];
  if (wrong > 0) return wrong === 1 ? 'One thing is wrong.' : `${wrong} things are wrong.`;
  if (open === 0) return 'Running well.';
  return `Running well. ${open === 1 ? 'One thing needs you.' : `${open} things need you.`}`;
}

export interface Figures {
  responses: { thisWeek: number; lastWeek: number };
  room: { free: number; total: number };
  jobs: { queued: number; running: number; failed: number };
}

export async function figures({ db, clock, storage }: Deps): Promise<Figures> {
  const [now, aWeekAgo, before] = [timestamp(clock), timestampIn(clock, -week), timestampIn(clock, -2 * week)];
  const [thisWeek, lastWeek, room, jobs] = await Promise.all([
    countSubmitted(db, aWeekAgo, now),
    countSubmitted(db, before, aWeekAgo),
    roomOf(storage),
    countJobs(db),
  ]);
  return { responses: { thisWeek, lastWeek }, room, jobs };
}

const week = 7 * 86_400;
