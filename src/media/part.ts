import fs from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../platform/deps.ts';
import type { Storage } from '../platform/files.ts';
import { NotFound, Refusal } from '../platform/http/errors.ts';
import { mediaTypeOf } from '../platform/magic.ts';
import { isRecording, type Clip } from './clip.ts';
import { getEdit, showingOf } from './edit.ts';
import { editFolder } from './edit-files.ts';
import { originalDeleted } from './originals.ts';
import { ownPictures } from './poster.ts';

/** A file in a clip's folder. */
export interface Found {
  name: string;
  type: string;
  /** Sent as a file with this name instead of being shown. */
  saveAs?: string;
}

/** What was made of a clip. */
const made = {
  play: { name: 'play.mp4', type: 'video/mp4' },
  poster: { name: 'poster.webp', type: 'image/webp' },
  thumb: { name: 'thumb.webp', type: 'image/webp' },
  peaks: { name: 'peaks.json', type: 'application/json' },
  silences: { name: 'silences.json', type: 'application/json' },
  storyboard: { name: 'storyboard.vtt', type: 'text/vtt; charset=utf-8' },
  sprite: { name: 'sprite.webp', type: 'image/webp' },
} satisfies Record<string, Found>;

/** What can be had of a clip by whoever may see it. */
export type ServedPart = keyof typeof made | 'original' | 'download';

export function isServedPart(text: string): text is ServedPart {
  return Object.hasOwn(made, text) || text === 'original' || text === 'download';
}

/** The one place that decides what of a recording others get: all of it, or only what was made of its edit. */
export async function findShown(deps: Deps, clip: Clip, part: ServedPart): Promise<Found> {
  const edit = await getEdit(deps.db, clip.id);
  const showing = showingOf(edit);
  if (showing === 'whole') return findPart(deps, clip, part);
  if (showing !== 'edited') throw notYet(showing);
  if (part === 'original') throw new NotFound('This recording was cut. What it was before is not shown.');
  const own = await findOwnPicture(deps.storage, clip, part);
  if (own) return own;
  const found = made[part === 'download' ? 'play' : part];
  const name = path.join(editFolder(edit.revision), found.name);
  if (!(await isThere(deps.storage.clip(clip.id, name)))) throw new NotFound();
  return { ...found, name, ...(part === 'download' && { saveAs: savedName(clip, '.mp4') }) };
}

function notYet(showing: 'preparing' | 'failed'): Refusal {
  if (showing === 'failed')
    return new Refusal(503, 'This cannot be shown', 'The recording was changed, and that failed.');
  return new Refusal(503, 'This is being prepared', 'The recording was just changed. It plays again in a moment.');
}

function isThere(file: string): Promise<boolean> {
  return fs.access(file).then(
    () => true,
    () => false,
  );
}

/** A picture that somebody put in the place of one from the film. */
async function findOwnPicture(storage: Storage, clip: Clip, part: ServedPart): Promise<Found | undefined> {
  if (part !== 'poster' && part !== 'thumb') return undefined;
  const name = ownPictures[part];
  return (await isThere(storage.clip(clip.id, name))) ? { ...made[part], name } : undefined;
}

export async function findPart({ storage }: Deps, clip: Clip, part: ServedPart): Promise<Found> {
  const own = await findOwnPicture(storage, clip, part);
  if (own) return own;
  const has = (name: string) => isThere(storage.clip(clip.id, name));
  if (part === 'download') return forSaving(clip, await has(made.play.name), await has('original'));
  if (part !== 'original' && (await has(made[part].name))) return made[part];
  if (part === 'original' && clip.originalDeletedAt !== null) throw new NotFound(originalDeleted);
  if ((part !== 'original' && part !== 'play') || !(await has('original'))) throw new NotFound();
  return { name: 'original', type: await typeOfOriginal(storage, clip) };
}

/** An original is shown only as what its first bytes say; a document is only ever saved. */
async function typeOfOriginal(storage: Storage, clip: Clip): Promise<string> {
  const type = clip.kind === 'file' ? undefined : await mediaTypeOf(storage.clip(clip.id, 'original'));
  if (!type || type.startsWith('image/') !== (clip.kind === 'image')) throw new NotFound();
  return type;
}

function forSaving(clip: Clip, hasRendition: boolean, hasOriginal: boolean): Found {
  if (isRecording(clip) && hasRendition) return { ...made.play, saveAs: savedName(clip, '.mp4') };
  if (!hasOriginal) throw new NotFound();
  return { name: 'original', type: 'application/octet-stream', saveAs: savedName(clip) };
}

function savedName({ originalName, kind }: Clip, extension?: string): string {
  const name = originalName ?? (kind === 'audio' ? 'Voice recording' : 'Recording');
  return extension ? name.replace(/\.\w{1,5}$/, '') + extension : name;
}
