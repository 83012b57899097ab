import { clipsOfOwner } from '../../media/clip.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { deleteJobsAbout } from '../../platform/jobs/queue.ts';
import * as films from './film.store.ts';
import type { Going } from './film.store.ts';
import { reelOwner } from './reel.ts';
import { makeReel } from './make-reel.ts';
import { giveUpMaking } from './making.ts';
import { addLost } from './store.ts';

/**
 * What is erased goes from every reel, and so does every film that holds it, at once and for everybody; it is made anew
 * without. In the transaction that erases it, before it does. Gives the clips that are to be erased with it.
 */
export async function letGo(trx: Db, going: Going): Promise<string[]> {
  const lost = await films.countGoing(trx, going);
  for (const [reelId, number] of lost) await addLost(trx, reelId, number);
  await films.deleteItemsGoing(trx, going);
  const clipIds: string[] = [];
  for (const reelId of lost.keys()) giveUpMaking(reelId);
  for (const reelId of await films.listFilmsHolding(trx, going)) {
    clipIds.push(...(await takeDown(trx, reelId)));
    await makeReel.later(trx, { reelId }, { subject: reelId });
  }
  return clipIds;
}

/** For the hook `clipsMadeOf`. */
export function letGoOfClips({ db }: Pick<Deps, 'db'>, clipIds: string[]): Promise<string[]> {
  return inTransaction(db, (trx) => letGo(trx, { clipIds }));
}

/** From here on nobody is shown a film of the reel. Gives the clips of it, also of one that is being made. */
export async function takeDown(trx: Db, reelId: string): Promise<string[]> {
  await films.deleteFilm(trx, reelId);
  await deleteJobsAbout(trx, [reelId]);
  return (await clipsOfOwner(trx, reelOwner, reelId)).map(({ id }) => id);
}
