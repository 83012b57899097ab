import fs from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../platform/deps.ts';
import { Conflict, Invalid } from '../platform/http/errors.ts';
import { duration } from '../platform/http/words.ts';
import { writeWebp } from '../platform/images.ts';
import { Unreadable } from '../platform/bad-media.ts';
import { mediaTypeOfHead } from '../platform/magic.ts';
import type { Clip } from './clip.ts';
import { getEdit, showingOf } from './edit.ts';
import { editFolder } from './edit-files.ts';
import { drawFrame, posterWidth, thumbWidth, writePosters } from './posters.ts';
import { updateClip } from './store.ts';
import { inEdited, inWhole, keptOf } from './timeline.ts';
import { inWorkshop } from './workshop.ts';

/** Where a picture lies that somebody chose instead of one from the film; it stays whatever is cut. */
export const ownPictures = { poster: 'own-poster.webp', thumb: 'own-thumb.webp' };

/**
 * Makes a moment of what is left of a film its poster.
 * @param atSeconds as others see it
 * @throws Invalid past the end, Conflict while there is nothing to be seen
 */
export async function choosePoster(deps: Deps, clip: Clip, atSeconds: number): Promise<void> {
  const { cuts } = await getEdit(deps.db, clip.id);
  const kept = keptOf(cuts, clip.seconds ?? 0);
  const end = inEdited(kept, clip.seconds ?? 0);
  if (!(atSeconds >= 0 && atSeconds <= end)) throw new Invalid({ at: `Choose a moment before ${duration(end)}.` });
  await drawAt(deps, clip, inWhole(kept, atSeconds));
}

/** Back to the moment that every film begins with. */
export async function resetPoster(deps: Deps, clip: Clip): Promise<void> {
  if (clip.kind === 'video') await drawAt(deps, clip, null);
  else await removeOwnPicture(deps, clip);
}

/** @throws Invalid for what is no picture */
export async function useOwnPicture({ storage }: Deps, clip: Clip, picture: Buffer): Promise<void> {
  if (!mediaTypeOfHead(picture)?.startsWith('image/')) {
    throw new Invalid({ poster: 'This is not a picture. Choose a PNG, JPEG, WebP or GIF file.' });
  }
  await inWorkshop(storage, async (folder) => {
    for (const [part, width] of [
      ['poster', posterWidth],
      ['thumb', thumbWidth],
    ] as const) {
      await writeWebp(picture, path.join(folder, ownPictures[part]), width).catch(asInvalid);
    }
    for (const name of Object.values(ownPictures))
      await fs.rename(path.join(folder, name), storage.clip(clip.id, name));
  });
}

/** From all of it for its author, and from what is left of it for everybody else. */
async function drawAt(deps: Deps, clip: Clip, wholeSeconds: number | null): Promise<void> {
  const edit = await getEdit(deps.db, clip.id);
  const showing = showingOf(edit);
  if (clip.state !== 'ready' || clip.kind !== 'video' || showing === 'preparing' || showing === 'failed') {
    throw new Conflict('There is no film to take a picture from yet. Try again in a moment.');
  }
  const shown = inEdited(keptOf(edit.cuts, clip.seconds ?? 0), wholeSeconds ?? 1);
  if (edit.wholeRemovedAt === null) await drawInto(deps, clip, '', wholeSeconds ?? undefined);
  if (showing === 'edited')
    await drawInto(deps, clip, editFolder(edit.revision), wholeSeconds === null ? undefined : shown);
  await updateClip(deps.db, clip.id, { posterSeconds: wholeSeconds });
  await removeOwnPicture(deps, clip);
}

async function removeOwnPicture({ storage }: Deps, clip: Clip): Promise<void> {
  for (const name of Object.values(ownPictures)) await fs.rm(storage.clip(clip.id, name), { force: true });
}

async function drawInto(deps: Deps, clip: Clip, within: string, atSeconds: number | undefined): Promise<void> {
  const place = deps.storage.clip(clip.id, within);
  await inWorkshop(deps.storage, async (folder) => {
    const frame = await drawFrame(deps, path.join(place, 'play.mp4'), folder, atSeconds).catch(noneIfUnreadable);
    if (!frame) throw new Conflict('There is no picture at that moment. Choose another.');
    await writePosters(folder, frame);
    for (const name of await fs.readdir(folder)) await fs.rename(path.join(folder, name), path.join(place, name));
  });
}

function noneIfUnreadable(error: unknown): undefined {
  if (!(error instanceof Unreadable)) throw error;
}

function asInvalid(error: unknown): never {
  throw error instanceof Unreadable ? new Invalid({ poster: error.message }) : error;
}
