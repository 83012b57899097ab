import type { LiveTake } from '../recorder/live-take.ts';
import { foundTake } from '../recorder/live-take.ts';
import { clock } from '../answering/page.ts';
import { wasMeant } from '../answering/meant.ts';
import { mayHaveUnsent } from '../answering/unsent.ts';
import { timeOfDay } from '../recorder/around.ts';
import { listSpooled, sendUnsent } from '../recorder/resume.ts';
import type { Desk } from './desk.ts';
import type { Place } from './place.ts';

/**
 * What an earlier page recorded: the newest that was not stopped is given back, to be finished or discarded; all others
 * go on being sent.
 */
export async function findLeft(place: Place): Promise<LiveTake | undefined> {
  if (!mayHaveUnsent(place.responseId)) return undefined;
  const takes = await listSpooled(place.responseId);
  const open = takes.findLast(([first]) => first && !first.isFile && !wasMeant(first.takeId));
  const found = open && (await foundTake(place, open));
  void sendUnsent(place, () => {}, found?.takeId);
  return found;
}

export async function showFound(desk: Desk, take: LiveTake): Promise<void> {
  const length = take.seconds > 0 ? `, ${clock(take.seconds)} long` : '';
  desk.say('found', `We kept your recording from ${timeOfDay(take.startedAt)}${length}.`);
  const [recording] = await take.recordings();
  if (recording) desk.part<HTMLVideoElement>('playback').src = URL.createObjectURL(recording);
}
