import { audit } from '../../accounts/audit.ts';
import type { Viewer } from '../../accounts/reviewer.ts';
import { timestamp } from '../../platform/clock.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import type { Deps } from '../../platform/deps.ts';
import { Conflict } from '../../platform/http/errors.ts';
import * as store from './agreement.store.ts';
import { findFilm, type Film } from './film.store.ts';
import type { Naming, Reel } from './reel.ts';

/**
 * Somebody says that these people agreed to be shown to others, which answering a form does not mean. It is kept with
 * who said so and when, and holds for them alone and for as much of their names as they were told: who comes into
 * the reel later has to be asked about anew, and everybody where it shows more of their names.
 */
export async function agree(
  deps: Deps,
  viewer: Viewer,
  reel: Reel,
  { people: responseIds, names }: { people: string[]; names: Naming },
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const people = await store.listPeopleIn(trx, reel.id, names);
    const meant = people.filter(
      ({ responseId, confirmedAt }) => confirmedAt === null && responseIds.includes(responseId),
    );
    const by = { reelId: reel.id, names, confirmedBy: viewer.id, confirmedAt: timestamp(deps.clock) };
    await store.putAgreements(
      trx,
      meant.map(({ responseId }) => ({ ...by, responseId })),
    );
    await audit({ ...deps, db: trx }, viewer.id, 'reel.agreed', reel.id, { people: meant.length });
  });
}

/** Of people's names: in the film, or in what would be one. */
async function namesShown(db: Db, { id, names }: Reel): Promise<Naming> {
  return (await findFilm(db, id))?.names ?? names;
}

/** From here on nobody outside sees it, whatever link they have. */
export async function takeBackAgreement(deps: Deps, viewer: Viewer, reel: Reel): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    await store.deleteAgreements(trx, reel.id);
    await audit({ ...deps, db: trx }, viewer.id, 'reel.agreement-taken-back', reel.id);
  });
}

/** Whether a reel's film may be seen behind links: everybody in it agreed. */
export async function mayBeShown(db: Db, { reelId, names }: Pick<Film, 'reelId' | 'names'>): Promise<boolean> {
  return (await store.countUnconfirmed(db, reelId, names)) === 0;
}

/** @throws Conflict, in words for who is about to make a link */
export async function checkMayBeShared(db: Db, reelId: string): Promise<void> {
  const film = await findFilm(db, reelId);
  if (!film) throw new Conflict('Make the reel first. Then it can be shared.');
  if (!(await mayBeShown(db, film)))
    throw new Conflict('Confirm first, on the page of the reel, that the people in it agreed to be shown to others.');
}

/** What is asked before a reel is shared. */
export async function agreementView(db: Db, reel: Reel) {
  const { id, formId } = reel;
  const people = await store.listPeopleIn(db, id, await namesShown(db, reel));
  const ids = people.map(({ responseId }) => responseId);
  return {
    people,
    isConfirmed: people.every(({ confirmedAt }) => confirmedAt !== null),
    ofOne: await store.listThemesOfOne(db, formId, ids),
  };
}
