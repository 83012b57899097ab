import type { Deps } from '../platform/deps.ts';
import { Forbidden } from '../platform/http/errors.ts';
import type { Clip } from './clip.ts';

/** What a ticket allows: to send one clip, up to a size. */
export interface Ticket {
  clipId: string;
  maxBytes: number;
}

/** Longer than any recording; a page that needs more asks for a new one. */
const validSeconds = 6 * 3600;

/** For the header `Upload-Ticket`. Whoever issues it has checked that the person may send this clip. */
export function issueTicket({ clock, config, signer }: Deps, clip: Clip): string {
  const maxBytes = Math.min(clip.maxBytes, config.maxUploadBytes);
  const expires = Math.floor(clock.now().getTime() / 1000) + validSeconds;
  return [clip.id, maxBytes, expires, signer.sign('upload', clip.id, maxBytes, expires)].join('.');
}

/** @throws Forbidden when it is not ours or has expired */
export function readTicket({ clock, signer }: Deps, text = ''): Ticket {
  const [clipId = '', maxBytes = '', expires = '', signature = ''] = text.split('.');
  if (!signer.verify(signature, 'upload', clipId, maxBytes, expires)) throw new Forbidden(noTicket);
  if (Number(expires) * 1000 <= clock.now().getTime()) throw new Forbidden(noTicket);
  return { clipId, maxBytes: Number(maxBytes) };
}

const noTicket = 'This page has been open for too long to send this. Reload it: what was recorded is kept.';
