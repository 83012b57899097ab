import { setTimeout } from 'node:timers/promises';
import type { Log } from '../log.ts';

/**
 * Writes how a job ended, as often as it takes: a full disk has room again sooner or later, and until then a job that
 * is over would count as running. @throws what the database says for other reasons, or the signal's reason
 */
export async function recorded(log: Log, signal: AbortSignal, write: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!mayPass(error)) throw error;
      log.error({ err: error }, 'how a job ended cannot be recorded yet');
      await setTimeout(1000, undefined, { signal });
    }
  }
}

function mayPass(error: unknown): boolean {
  return /^SQLITE_(FULL|BUSY|IOERR)/.test((error as NodeJS.ErrnoException).code ?? '');
}
