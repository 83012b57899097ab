import type { Progress } from '../wire.ts';
import type { Sender } from '../answering/requests.ts';
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
    else told(await sendTake(sender, spool, take, source, () => {}));
  }
  if (takes.length === 0) forgetUnsent(sender.responseId);
}
