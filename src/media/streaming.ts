import fs from 'node:fs/promises';
import type { Request, Response } from 'express';
import type { Deps } from '../platform/deps.ts';
import type { Clip } from './clip.ts';
import { findPart, findShown, type Found, type ServedPart } from './part.ts';

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

/** What `play` answers changes when the rendition is there, with every further part of a take, and with every edit. */
function isFinal(clip: Clip): boolean {
  return clip.state === 'ready' && !takenBack.has(clip.ownerKind);
}

/** Owners of what its maker may change or take back at any moment: browsers ask for it each time. */
const takenBack = new Set(['message', 'comment', 'reel']);

/** Players end requests early all the time. */
function wentAway(req: Request, error: Error): boolean {
  return req.destroyed || ('code' in error && error.code === 'ECONNABORTED');
}
