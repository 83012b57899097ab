import fs from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../platform/deps.ts';
import { findClip } from './clip.ts';
import { discardIncoming, isWhole, listIncoming, type Incoming } from './incoming.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Deletes what nobody will come back for: uploads without a clip, those left alone for 30 days, old temporary files. */
export async function sweepAbandoned(deps: Deps): Promise<void> {
  for (const upload of await listIncoming(deps.storage)) {
    if (await isAbandoned(deps, upload)) await discardIncoming(deps.storage, upload.id);
  }
  await sweepTemporary(deps);
}

async function isAbandoned({ db, clock }: Deps, upload: Incoming): Promise<boolean> {
  const age = clock.now().getTime() - upload.touchedAt.getTime();
  if (age < hour) return false;
  const clip = await findClip(db, upload.clipId);
  return clip?.state !== 'uploading' || (age > 30 * day && !isWhole(upload));
}

/** No job and no request works on one for longer than a day. */
async function sweepTemporary({ storage, clock }: Deps): Promise<void> {
  const folder = path.dirname(storage.uploads);
  const entries = await fs.readdir(folder);
  for (const entry of entries.map((name) => path.join(folder, name))) {
    if (entry === storage.uploads) continue;
    const touched = await fs.stat(entry).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    const isOld = touched !== undefined && clock.now().getTime() - touched > day;
    if (isOld) await fs.rm(entry, { recursive: true, force: true });
  }
}
