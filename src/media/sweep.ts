import fs from 'node:fs/promises';
import path from 'node:path';
import { timestampIn } from '../platform/clock.ts';
import type { Deps } from '../platform/deps.ts';
import { Hook } from '../platform/hook.ts';
import { deleteClip, findClip, type Clip } from './clip.ts';
import { discardIncoming, isWhole, listIncoming, type Incoming } from './incoming.ts';
import { partOwner } from './parts.ts';
import { listClipsBefore } from './store.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Deletes what nobody will come back for: uploads without a clip, those left alone for 30 days, old temporary files. */
export async function sweepAbandoned(deps: Deps): Promise<void> {
  for (const upload of await listIncoming(deps.storage)) {
    if (await isAbandoned(deps, upload)) await discardIncoming(deps.storage, upload.id);
  }
  await sweepTemporary(deps);
}

/** Whether anything further to the right still shows a clip. */
export const clipIsNeeded = new Hook<[Deps, Clip], Promise<boolean>>('clipIsNeeded');

/** Deletes what a crash left behind, once it is a day old: clips that nothing refers to, and folders without a clip. */
export async function sweepOrphans(deps: Deps): Promise<void> {
  await sweepClips(deps);
  await sweepFolders(deps);
}

async function sweepClips(deps: Deps): Promise<void> {
  const yesterday = timestampIn(deps.clock, -day / 1000);
  for (let afterId = ''; ;) {
    const clips = await listClipsBefore(deps.db, yesterday, afterId, 500);
    for (const clip of clips) if (!(await isNeeded(deps, clip))) await deleteClip(deps, clip.id);
    const last = clips.at(-1);
    if (!last) return;
    afterId = last.id;
  }
}

/** A further part lives and dies with the first one. */
async function isNeeded(deps: Deps, clip: Clip): Promise<boolean> {
  const isPart = clip.ownerKind === partOwner;
  return isPart ? (await findClip(deps.db, clip.ownerId)) !== undefined : clipIsNeeded.run(deps, clip);
}

async function sweepFolders({ db, storage, clock }: Deps): Promise<void> {
  const folder = path.join(storage.root, 'clips');
  for (const name of await fs.readdir(folder)) {
    const isOrphan = /^[0-9a-z]{26}$/.test(name) && !(await findClip(db, name));
    if (isOrphan && (await isOld(path.join(folder, name), clock.now()))) {
      await fs.rm(path.join(folder, name), { recursive: true, force: true });
    }
  }
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
    if (await isOld(entry, clock.now())) await fs.rm(entry, { recursive: true, force: true });
  }
}

/** Untouched for a day; false for what has gone meanwhile. */
async function isOld(entry: string, now: Date): Promise<boolean> {
  const touched = await fs.stat(entry).then(
    ({ mtimeMs }) => mtimeMs,
    () => Infinity,
  );
  return now.getTime() - touched > day;
}
