import type { Deps } from '../../platform/deps.ts';
import { timestampIn } from '../../platform/clock.ts';
import { databaseBytes, isLow, roomOf } from '../../platform/disk.ts';
import { count, fileSize } from '../../platform/http/words.ts';
import { spaceOfMedia } from '../../media/space.ts';
import { arrivedSince } from '../overview.store.ts';
import type { Check } from './check.ts';

const link = { path: '/admin/storage', words: 'Storage' };

/** How full it is, what takes it, and how long it lasts at the pace of the last month. */
export async function checkDisk(deps: Deps): Promise<Check> {
  const [room, media, database, days] = await Promise.all([
    roomOf(deps.storage),
    spaceOfMedia(deps),
    databaseBytes(deps.storage),
    daysLeft(deps),
  ]);
  const takes = `Originals ${size(media.originals.bytes)}, renditions ${size(media.renditions.bytes)}, database ${size(database)}`;
  const lasts = days === undefined ? '' : ` Full in about ${inTime(days)}, an estimate from the last month.`;
  const words = `${fileSize(room.free)} free of ${fileSize(room.total)}. ${takes}.${lasts}`;
  if (room.free < 200e6) return { part: 'Disk', tone: 'danger', words, todo: makeRoom, link };
  if (isLow(room) || (days ?? Infinity) < 14) return { part: 'Disk', tone: 'warning', words, todo: makeRoom, link };
  return { part: 'Disk', tone: 'success', words, link };
}

function size(bytes: number): string {
  return bytes === 0 ? 'none' : fileSize(bytes);
}

const makeRoom =
  'Delete responses that nobody needs, let originals go after some days, or move the storage folder to a larger disk.';

const monthDays = 30;

/** Undefined where nothing came in, or not for long enough to tell. */
async function daysLeft({ db, clock, storage }: Deps): Promise<number | undefined> {
  const { bytes, first } = await arrivedSince(db, timestampIn(clock, -monthDays * 86_400));
  if (!first || bytes === 0) return undefined;
  const days = (clock.now().getTime() - Date.parse(first)) / 86_400_000;
  if (days < 2) return undefined;
  return (await roomOf(storage)).free / (bytes / days);
}

function inTime(days: number): string {
  if (days < 60) return count(Math.floor(days), 'day');
  if (days < 700) return count(Math.round(days / 30), 'month');
  return days < 3650 ? count(Math.round(days / 365), 'year') : 'ten years or more';
}
