import { forgetMeant, wasMeant } from '../answering/meant.ts';
import { clock } from '../answering/page.ts';
import { Refused } from '../answering/requests.ts';
import { forgetUnsent, mayHaveUnsent } from '../answering/unsent.ts';
import { timeOfDay } from '../recorder/around.ts';
import { heldTakes, holdTake } from '../recorder/holding.ts';
import { foundTake, type LiveTake } from '../recorder/live-take.ts';
import { patiently } from '../recorder/patience.ts';
import { listSpooled } from '../recorder/resume.ts';
import type { SpooledPart } from '../recorder/spool.ts';
import type { Desk } from './desk.ts';
import type { Place } from './place.ts';

/** The newest recording that an earlier page began and nobody stopped: to be finished or discarded. */
export async function findLeft(place: Place): Promise<LiveTake | undefined> {
  const parts = (await listLeft(place)).findLast(([first]) => first && !wasMeant(first.takeId));
  const found = parts && (await foundTake(place, parts));
  if (found) holdTake(found.takeId);
  return found;
}

/** Sends what was stopped on earlier pages and had not arrived when they were left. */
export async function sendLeft(place: Place): Promise<void> {
  const left = await listLeft(place);
  for (const parts of left.filter(([first]) => first && wasMeant(first.takeId))) {
    const take = await foundTake(place, parts);
    if (take) await sendOne(take);
  }
}

/** One that the server will not have, or of somebody else at this computer, stands in no other's way. */
async function sendOne(take: LiveTake): Promise<void> {
  holdTake(take.takeId);
  take.listen({ moved: () => {}, safe: () => {}, refused: () => {} });
  try {
    await patiently(
      () => take.choose(),
      () => {},
    );
    await take.sendFound();
    if (take.safe) forgetMeant(take.takeId);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  }
}

/** What lies in the spool and no page is busy with. */
async function listLeft({ responseId }: Place): Promise<SpooledPart[][]> {
  if (!mayHaveUnsent(responseId)) return [];
  const [takes, held] = [await listSpooled(responseId), await heldTakes()];
  if (takes.length === 0) forgetUnsent(responseId);
  return takes.filter(([first]) => first && !held.has(first.takeId));
}

export async function showFound(desk: Desk, take: LiveTake): Promise<void> {
  const length = take.seconds > 0 ? `, ${clock(take.seconds)} long` : '';
  desk.say('found', `We kept your recording from ${timeOfDay(take.startedAt)}${length}.`);
  const [recording] = await take.recordings();
  if (recording) desk.part<HTMLVideoElement>('playback').src = URL.createObjectURL(recording);
}
