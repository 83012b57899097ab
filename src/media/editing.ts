import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { Conflict, Refusal } from '../platform/http/errors.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { getClip, isRecording, type Clip } from './clip.ts';
import { canBeEdited, getEdit, takesOut, type Edit, type EditChange } from './edit.ts';
import { checkedEdit } from './edit-rules.ts';
import { forgetMade, putEdit } from './edit.store.ts';
import { makeEdit } from './make-edit.ts';

/** Runs in the transaction that saves an edit: what was said has to follow at once. */
export const editSaved = new Hook<[Db, Clip], Promise<void>>('editSaved');

/**
 * Changes what is taken out of a recording. From then on nobody is shown anything of what was there before, and the
 * film of it is made; the original stays.
 * @param expectedRevision that whoever changes it has seen
 * @throws Invalid in words; Conflict when it was changed since, or the recording is not ready
 */
export async function saveEdit(
  deps: Deps,
  clipId: string,
  change: EditChange,
  expectedRevision?: number,
): Promise<Edit> {
  return inTransaction(deps.db, async (trx) => {
    const clip = await getClip(trx, clipId);
    const edit = await getEdit(trx, clipId);
    if (edit.wholeRemovedAt !== null) throw new Conflict(wholeRemoved);
    if (expectedRevision !== undefined && expectedRevision !== edit.revision) throw new Conflict(changedSince);
    const contents = checkedEdit({ ...edit, ...change }, secondsOf(clip));
    const saved = { ...edit, ...contents, revision: edit.revision + 1, error: null, updatedAt: timestamp(deps.clock) };
    await putEdit(trx, saved);
    if (takesOut(saved)) await makeEdit.later(trx, { clipId }, { subject: clipId });
    await editSaved.run(trx, clip);
    return saved;
  });
}

const wholeRemoved = 'What was cut from this recording was removed for good. It cannot be cut any more.';
const changedSince = 'This recording was changed in another place. Load the page again to see how, then change it.';

function secondsOf(clip: Clip): number {
  if (!isRecording(clip) || !canBeEdited(clip)) throw new Refusal(422, 'This cannot be cut', 'It is no recording.');
  if (clip.state !== 'ready' || clip.seconds === null) {
    throw new Conflict('This recording is still being prepared. It can be cut in a moment.');
  }
  return clip.seconds;
}

/** How far the film of an edit is, in per cent. */
export async function editProgress(db: Db, clipId: string): Promise<number> {
  const job = await findJob(db, makeEdit.name, clipId);
  return job?.state === 'running' ? job.progress : 0;
}

/** For the hook `clipReady`: what was recorded has changed, as when a part of it came late. */
export async function makeEditAnew({ db }: Deps, clip: Clip): Promise<void> {
  const edit = await getEdit(db, clip.id);
  if (!takesOut(edit)) return;
  await forgetMade(db, clip.id);
  await makeEdit.later(db, { clipId: clip.id }, { subject: clip.id });
}

/** Tries again what could not be made. */
export async function retryEdit(deps: Deps, clipId: string): Promise<void> {
  const { revision, error } = await getEdit(deps.db, clipId);
  if (error !== null) await saveEdit(deps, clipId, {}, revision);
}
