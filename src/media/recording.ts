import type { TakeFinished, TakeStarted } from '../browser/wire.ts';
import type { Deps } from '../platform/deps.ts';
import { NotFound } from '../platform/http/errors.ts';
import { getClip, type Clip } from './clip.ts';
import { confirmTake } from './confirmation.ts';
import { listFurtherParts, startPart } from './parts.ts';
import { issueTicket } from './ticket.ts';

/** What the recorder is told of a clip that it is to send; `id` is what the page calls the recording. */
export function recordingStarted(deps: Deps, id: string, clip: Clip): TakeStarted {
  return { takeId: id, clipId: clip.id, ticket: issueTicket(deps, clip), maxBytes: clip.maxBytes, takesLeft: null };
}

/** A fresh ticket for a part of a recording: its first, or the next after the one before has run out. */
export async function ticketForPart(deps: Deps, id: string, clipId: string, part: number): Promise<TakeStarted> {
  const first = await getClip(deps.db, clipId);
  return recordingStarted(deps, id, part === 1 ? first : await startPart(deps, first, part));
}

/** @throws Conflict when what arrived differs: the browser then sends it again; Invalid when it is no recording */
export async function confirmPartOf(deps: Deps, clipId: string, { part, ...finished }: TakeFinished): Promise<void> {
  const parts = await listFurtherParts(deps.db, clipId);
  const partId = part === 1 ? clipId : parts.find(({ partNumber }) => partNumber === part)?.id;
  if (!partId) throw new NotFound();
  await confirmTake(deps, partId, finished);
}
