import { audit } from '../accounts/audit.ts';
import { eraseClips, eraseClipsNow } from '../media/erase.ts';
import { eraseMailsAbout } from '../notifications/mail.ts';
import { forgetNotices } from '../notifications/notice.ts';
import { timestamp } from '../platform/clock.ts';
import { emptyLog, inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { forgetArchive } from './archive-file.ts';
import * as erasures from './erasure.store.ts';
import { deleteResponse, findResponse, listClipIds } from './store.ts';

/** Who asked for it: a member by their id, or nobody who is signed in. */
export interface Asked {
  actorId: string | null;
  because: 'member' | 'respondent' | 'abandoned' | 'retention' | 'restored';
}

/**
 * What was made of a response further to the right is let go of, in the transaction that erases it and before it does; gives
 * the clips that go with it.
 */
export const madeOfResponse = new Hook<[Db, string], Promise<string[]>>('madeOfResponse');

/**
 * Erases a response with everything it holds, submitted or not, and remembers its id. When this returns, nothing of it is
 * left in the storage folder; after a crash in between a job does the rest. One that is gone already stays gone.
 */
export async function eraseResponse(deps: Deps, id: string, asked: Asked): Promise<void> {
  await eraseResponses(deps, [id], asked);
}

/** The same for a few hundred at most, all of them or none, in one go. */
export async function eraseResponses(deps: Deps, ids: string[], asked: Asked): Promise<void> {
  const formIds = new Set<string>();
  const clipIds = await inTransaction(deps.db, async (trx) => {
    const held: string[] = [];
    for (const id of ids) {
      const response = await findResponse(trx, id);
      if (!response) continue;
      formIds.add(response.formId);
      held.push(...(await forget({ ...deps, db: trx }, id, asked)));
    }
    if (formIds.size > 0) await eraseClips.later(trx, { clipIds: held });
    return held;
  });
  await eraseClipsNow(deps, clipIds);
  for (const formId of formIds) await forgetArchive(deps, formId);
  await emptyLog(deps.db);
}

/** Returns the clips that go with it. */
async function forget(deps: Pick<Deps, 'db' | 'clock'>, id: string, { actorId, because }: Asked): Promise<string[]> {
  const { db, clock } = deps;
  const held = [...(await listClipIds(db, id)), ...(await madeOfResponse.run(db, id))];
  if (because === 'abandoned') await erasures.countAbandoned(db, id);
  await deleteResponse(db, id);
  await forgetNotices(db, id);
  await eraseMailsAbout(db, 'responseId', id);
  await erasures.insertErasures(db, [{ id, kind: 'response', erased_at: timestamp(clock) }]);
  await audit(deps, actorId, 'response.erased', id, { because });
  return held;
}

/** Erases again what a backup brought back. */
export async function replayErasures(deps: Deps): Promise<void> {
  for (const id of await erasures.listResponsesThatCameBack(deps.db)) {
    await eraseResponse(deps, id, { actorId: null, because: 'restored' });
  }
}

/** What was ever erased, for a backup that is older to be told. */
export const listErasures = erasures.listErasures;

/** Makes a restored database know what has been erased since its backup; `replayErasures` does it then. */
export const rememberErasures = erasures.insertErasures;
