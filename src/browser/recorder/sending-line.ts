import { clock, part } from '../answering/page.ts';
import type { LiveTake } from './live-take.ts';

/** Below the stage: how many seconds of the take are on the server already. */
export class SendingLine {
  show(take: LiveTake): void {
    const { seconds, safeSeconds } = take;
    const bar = part<HTMLProgressElement>('sending-bar');
    part('sending').hidden = false;
    part('sending-how').textContent = inWords(take);
    part('sending-far').textContent = `${clock(safeSeconds)} of ${clock(seconds)} is safe`;
    bar.max = Math.max(1, seconds);
    bar.value = safeSeconds;
  }

  hide(): void {
    part('sending').hidden = true;
  }
}

/** How far a take is on its way. */
export function inWords(take: LiveTake): string {
  if (take.safe) return 'Safe on the server';
  if (take.waiting) {
    const left = Math.ceil(take.seconds - take.safeSeconds);
    return `Offline. Your recording is safe on this device: ${left} s still to send`;
  }
  return take.ended ? 'Sending the rest' : 'Sent as you speak';
}
