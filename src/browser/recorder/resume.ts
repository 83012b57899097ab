import type { Progress } from '../wire.ts';
import { Refused, type Sender } from '../answering/requests.ts';
import { forgetUnsent } from '../answering/unsent.ts';
import { sendTake } from './sending.ts';
import { openSpool } from './spool.ts';
import { TakeSource } from './take-source.ts';

/** Sends what earlier pages recorded and could not send to its end. `told` hears after each take. */
export async function sendUnsent(sender: Sender, told: (progress: Progress) => void): Promise<void> {
  const spool = await openSpool();
  const takes = await spool.listTakes(sender.responseId);
  for (const take of takes) {
    const source = await TakeSource.ofEarlier(spool, take);
    if (source.bytes === 0) await spool.forget(take.takeId);
    else await sendTake(sender, spool, take, source, () => {}).then(told, ignoreRefused);
  }
  if (takes.length === 0) forgetUnsent(sender.responseId);
}

/** One that the server will not have stands in no other's way; the page of its question says what became of it. */
function ignoreRefused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
