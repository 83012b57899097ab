import { audioBitsPerSecond } from '../recorder/formats.ts';
import type { RecordingKind } from './sources.ts';

/** Kept on this device until all of it is safe, and then on the server: the smaller room counts. Where no more than `mostSeconds` are taken, it is that. */
export async function roomInWords(
  kind: RecordingKind,
  videoBitsPerSecond: number,
  serverBytes: number,
  mostSeconds = Infinity,
): Promise<string> {
  await navigator.storage?.persist().catch(() => false);
  const { quota, usage = 0 } = (await navigator.storage?.estimate().catch(() => undefined)) ?? {};
  const bytes = Math.min(serverBytes, quota === undefined ? Infinity : quota - usage);
  const bytesPerSecond = (audioBitsPerSecond + (kind === 'voice' ? 0 : videoBitsPerSecond)) / 8;
  const seconds = bytes / bytesPerSecond;
  if (mostSeconds <= seconds) return `At most ${Math.floor(mostSeconds / 60)} min`;
  return `Room for ${lengthInWords(seconds / 60)}`;
}

function lengthInWords(minutes: number): string {
  if (minutes < 120) return `about ${Math.max(1, Math.floor(minutes))} min`;
  return minutes < 24 * 60 ? `about ${Math.floor(minutes / 60)} hours` : 'more than a day';
}
