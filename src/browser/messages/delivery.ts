import { forgetMeant, rememberMeant } from '../answering/meant.ts';
import { Refused } from '../answering/requests.ts';
import type { LiveTake } from '../recorder/live-take.ts';
import { patiently } from '../recorder/patience.ts';
import { inWords } from '../recorder/sending-line.ts';
import { clock } from '../answering/page.ts';
import type { Desk } from './desk.ts';
import { copyLink } from './link-copy.ts';
import type { Begun } from './place.ts';

/**
 * From "Stop recording" to the page that shows it. The link goes onto the clipboard at once, since a browser lets only a
 * fresh click do so. Resolves with whether it is there, once all of the recording is on the server.
 * @param stopped nothing is recorded any more
 * @throws Refused when the server will not have the recording
 */
export async function deliver(desk: Desk, { take, link }: Begun, stopped: () => void): Promise<boolean> {
  const copying = link ? copyLink(link) : Promise.resolve(true);
  const safe = untilSafe(desk, take);
  await take.stop();
  stopped();
  rememberMeant(take.takeId);
  void copying.then((copied) => showLink(desk, link, copied));
  try {
    await patiently(
      () => take.choose(),
      () => {},
    );
    await safe;
  } finally {
    forgetMeant(take.takeId);
  }
  return copying;
}

function showLink(desk: Desk, link: string, copied: boolean): void {
  if (!link) return;
  desk.say('copied', copied ? 'The link is on your clipboard.' : 'Your browser did not let us copy the link.');
  desk.part('copy').hidden = copied;
  desk.part<HTMLInputElement>('link').value = link;
  desk.part('link').hidden = copied;
}

/** Tells how far it is meanwhile. @throws Refused */
function untilSafe(desk: Desk, take: LiveTake): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = () => {
      showFar(desk, take);
      if (take.safe) resolve();
    };
    take.listen({ moved: told, safe: told, refused: reject });
    told();
  });
}

function showFar(desk: Desk, take: LiveTake): void {
  const bar = desk.part<HTMLProgressElement>('sending-bar');
  desk.say('sending-how', inWords(take));
  desk.say('sending-far', `${clock(take.safeSeconds)} of ${clock(take.seconds)} is safe`);
  bar.max = Math.max(1, take.seconds);
  bar.value = take.safeSeconds;
}

/** Erases it on the device at once, and on the server as soon as that can be reached. */
export function discard(take: LiveTake): void {
  take.listen({ moved: () => {}, safe: () => {}, refused: () => {} });
  patiently(
    () => take.discard(),
    () => {},
  ).catch((error: unknown) => {
    // It is gone already.
    if (!(error instanceof Refused)) throw error;
  });
}
