import fs from 'node:fs/promises';
import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { mediaTypeOf } from '../platform/magic.ts';
import { isRecording, type Clip } from './clip.ts';

/** What can be had of a clip by whoever may see it. */
export const servedParts = [
  'play',
  'original',
  'poster',
  'thumb',
  'peaks',
  'storyboard',
  'sprite',
  'silences',
  'download',
] as const;
export type ServedPart = (typeof servedParts)[number];

export function isServedPart(text: string): text is ServedPart {
  return servedParts.some((part) => part === text);
}

interface Found {
  name: string;
  type: string;
  /** Sent as a file with this name instead of being shown. */
  saveAs?: string;
}

/**
 * Sends a part of a clip, or the stretch of it that was asked for (RFC 9110, section 14). The caller has checked that
 * the person may see the clip. `play` is the original until there is a rendition.
 * @throws NotFound when the clip has no such part
 */
export async function sendMedia(req: Request, res: Response, deps: Deps, clip: Clip, part: ServedPart): Promise<void> {
  const { name, type, saveAs } = await findPart(deps, clip, part);
  const { size, mtimeMs } = await fs.stat(deps.storage.clip(clip.id, name));
  if (saveAs) res.attachment(saveAs);
  res.set({
    'Content-Type': type,
    'Content-Security-Policy': 'sandbox',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': isFinal(clip, name) ? 'private, max-age=86400, immutable' : 'private, no-cache',
    ETag: `"${name}-${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
  });
  await new Promise<void>((sent, failed) => {
    const options = { root: deps.storage.clip(clip.id), dotfiles: 'allow', cacheControl: false } as const;
    res.sendFile(name, options, (error) => (error && !wentAway(req, error) ? failed(error) : sent()));
  });
}

async function findPart(deps: Deps, clip: Clip, part: ServedPart): Promise<Found> {
  const has = async (name: string) =>
    fs.access(deps.storage.clip(clip.id, name)).then(
      () => true,
      () => false,
    );
  if (part === 'download') return forSaving(clip, await has('play.mp4'), await has('original'));
  if (part !== 'original' && (await has(made[part]))) return { name: made[part], type: types[part] };
  if ((part !== 'original' && part !== 'play') || !(await has('original'))) throw new NotFound();
  return { name: 'original', type: await typeOfOriginal(deps, clip) };
}

const made = {
  play: 'play.mp4',
  poster: 'poster.webp',
  thumb: 'thumb.webp',
  peaks: 'peaks.json',
  storyboard: 'storyboard.vtt',
  sprite: 'sprite.webp',
  silences: 'silences.json',
};

const types = {
  play: 'video/mp4',
  poster: 'image/webp',
  thumb: 'image/webp',
  peaks: 'application/json',
  storyboard: 'text/vtt; charset=utf-8',
  sprite: 'image/webp',
  silences: 'application/json',
};

/** An original is shown only as what its first bytes say; a document is only ever saved. */
async function typeOfOriginal({ storage }: Deps, clip: Clip): Promise<string> {
  const type = clip.kind === 'file' ? undefined : await mediaTypeOf(storage.clip(clip.id, 'original'));
  if (!type || type.startsWith('image/') !== (clip.kind === 'image')) throw new NotFound();
  return type;
}

function forSaving(clip: Clip, hasRendition: boolean, hasOriginal: boolean): Found {
  if (isRecording(clip) && hasRendition)
    return { name: 'play.mp4', type: 'video/mp4', saveAs: savedName(clip, '.mp4') };
  if (!hasOriginal) throw new NotFound();
  return { name: 'original', type: 'application/octet-stream', saveAs: savedName(clip) };
}

function savedName({ originalName, kind }: Clip, extension?: string): string {
  const name = originalName ?? (kind === 'audio' ? 'Voice recording' : 'Recording');
  return extension ? name.replace(/\.\w{1,5}$/, '') + extension : name;
}

/** What `play` answers changes once, when the rendition is there. */
function isFinal(clip: Clip, name: string): boolean {
  return name !== 'original' || clip.state === 'ready';
}

/** Players end requests early all the time. */
function wentAway(req: Request, error: Error): boolean {
  return req.destroyed || ('code' in error && error.code === 'ECONNABORTED');
}
