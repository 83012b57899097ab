import { inTransaction, type Db } from '../platform/database.ts';
import type { Deps } from '../platform/deps.ts';
import { createClip, deleteClip, getClip, type Clip } from './clip.ts';
import * as store from './store.ts';

/**
 * A recording that was interrupted goes on in a further part: a clip of its own, uploaded and confirmed like any other,
 * owned by the clip of the first part. What is played is all of them joined, which `transcode` sees to.
 */
export const partOwner = 'part';

/** More interruptions than anybody bears. */
export const mostParts = 20;

/** Makes room for part `number`, counted from 2; once, however often it is asked for. */
export function startPart(deps: Deps, first: Clip, number: number): Promise<Clip> {
  return inTransaction(deps.db, async (trx) => {
    const parts = await store.listClipsOfOwner(trx, partOwner, first.id);
    const { kind, mime, maxBytes, maxSeconds } = first;
    const fields = { ownerKind: partOwner, ownerId: first.id, kind, mime, maxBytes, maxSeconds, partNumber: number };
    return parts.find(({ partNumber }) => partNumber === number) ?? createClip(trx, deps.clock, fields);
  });
}

/** In their order, without the first. */
export async function listFurtherParts(db: Db, firstClipId: string): Promise<Clip[]> {
  const parts = await store.listClipsOfOwner(db, partOwner, firstClipId);
  return parts.toSorted((a, b) => (a.partNumber ?? 0) - (b.partNumber ?? 0));
}

/** Whoever recorded it says how many parts there are: those are waited for, and no others. */
export async function settleParts(deps: Deps, first: Clip, count: number): Promise<void> {
  for (let number = 2; number <= count; number++) await startPart(deps, first, number);
  const surplus = (await listFurtherParts(deps.db, first.id)).filter(({ partNumber }) => (partNumber ?? 0) > count);
  for (const { id, confirmedAt } of surplus) if (!confirmedAt) await deleteClip(deps, id);
}

/** The clip that is played: of a part, the one it belongs to. */
export async function wholeOf(db: Db, clip: Clip): Promise<Clip> {
  return clip.ownerKind === partOwner ? getClip(db, clip.ownerId) : clip;
}

/** The parts of which something is here and can be read, in their order. */
export async function arrivedParts(db: Db, first: Clip): Promise<Clip[]> {
  const further = (await listFurtherParts(db, first.id)).filter(
    ({ state }) => state !== 'uploading' && state !== 'failed',
  );
  return [first, ...further];
}
