import fs from 'node:fs/promises';
import path from 'node:path';
import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import type { Storage } from '../platform/files.ts';
import { NotFound, Refusal } from '../platform/http/errors.ts';
import { mediaTypeOf } from '../platform/magic.ts';
import { isRecording, type Clip } from './clip.ts';
import { canBeEdited, getEdit, showingOf } from './edit.ts';
import { editFolder } from './edit-files.ts';
import { ownPictures } from './poster.ts';
import { originalDeleted } from './originals.ts';

interface Found {
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

/**
 * Sends a part of a clip, or the stretch of it that was asked for (RFC 9110, section 14), or has the proxy in front
 * send it. The caller has checked that the person may see the clip. `play` is the original until there is a rendition.
 * What was taken out of it is never sent but to whom it is said that they see all.
 * @throws NotFound when the clip has no such part; Refusal (503) while what is left of it is being made
 */
export async function sendMedia(
  req: Request,
  res: Response,
  deps: Deps,
  clip: Clip,
  part: ServedPart,
  { sees = 'edited', ...sending }: Sending = {},
): Promise<void> {
  const found = sees === 'all' ? await findPart(deps, clip, part) : await findShown(deps, clip, part);
  await sendFound(req, res, deps, clip, found, sending);
}

/** Sends something else that lies in a clip's folder; the rest is as with `sendMedia`. */
export async function sendFound(
  req: Request,
  res: Response,
  deps: Deps,
  clip: Clip,
  { name, type, saveAs }: Found,
  { mayBeCached = true }: Sending = {},
): Promise<void> {
  const { size, mtimeMs } = await fs.stat(deps.storage.clip(clip.id, name));
  if (saveAs) res.attachment(saveAs);
  res.set({
    'Content-Type': type,
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': mayBeCached && isFinal(clip) ? `${asItIs}, max-age=86400, immutable` : `${asItIs}, no-cache`,
    ETag: `"${name.replaceAll('/', '-')}-${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
  });
  const { accelRedirect } = deps.config;
  if (accelRedirect) res.set('X-Accel-Redirect', `${accelRedirect}${clip.id}/${name}`).end();
  else await sendFile(req, res, deps.storage.clip(clip.id), name);
}

interface Sending {
  /** `all`: also what was taken out, for who may change the recording, and only where they change it. */
  sees?: 'edited' | 'all';
  /** False where what may be seen today may be withdrawn tomorrow: browsers ask each time, and mostly hear "not modified". */
  mayBeCached?: boolean;
}

/** Also for ourselves: a stretch of something compressed would be a stretch of other bytes. */
const asItIs = 'private, no-transform';

function sendFile(req: Request, res: Response, root: string, name: string): Promise<void> {
  return new Promise((sent, failed) => {
    const options = { root, dotfiles: 'allow', cacheControl: false } as const;
    res.sendFile(name, options, (error) => (error && !wentAway(req, error) ? failed(error) : sent()));
  });
}

/** The one place that decides what of a recording others get: all of it, or only what was made of its edit. */
async function findShown(deps: Deps, clip: Clip, part: ServedPart): Promise<Found> {
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

async function findPart({ storage }: Deps, clip: Clip, part: ServedPart): Promise<Found> {
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

/** What `play` answers changes when the rendition is there, with every further part of a take, and with every edit. */
function isFinal(clip: Clip): boolean {
  return clip.state === 'ready' && !canBeEdited(clip);
}

/** Players end requests early all the time. */
function wentAway(req: Request, error: Error): boolean {
  return req.destroyed || ('code' in error && error.code === 'ECONNABORTED');
}
