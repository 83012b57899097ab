import { audioBitsPerSecond } from './formats.ts';
import type { Quality } from './quality.ts';

/** Only a take of this length is worth a question to the browser about room, in seconds. */
const longTake = 120;

/**
 * Before a long take: asks the browser to keep what is spooled, and tells when there is little room for it. Empty words
 * where all is well, or where the browser does not say.
 */
export async function roomFor(seconds: number, { bitsPerSecond }: Quality): Promise<string> {
  if (!('storage' in navigator) || seconds < longTake) return '';
  await navigator.storage.persist().catch(() => false);
  const { quota, usage = 0 } = await navigator.storage.estimate().catch((): StorageEstimate => ({}));
  const needed = (seconds * (bitsPerSecond + audioBitsPerSecond)) / 8;
  if (quota === undefined || quota - usage > needed * 1.2) return '';
  const minutes = Math.max(1, Math.floor(((quota - usage) / needed) * (seconds / 60)));
  return `This device has room for about ${minutes} min of recording. What the server has already is not counted: stay online, or free some space.`;
}
