import { clock, part } from '../answering/page.ts';
import type { LiveTake } from './live-take.ts';
import type { Far } from './sending.ts';

const nothing: Far = { safeBytes: 0, waiting: false };

/** Below the stage: how many seconds of the take are on the server already. */
export class SendingLine {
  #take: LiveTake | undefined;
  #far = nothing;

  show(take: LiveTake): void {
    this.#take = take;
    this.#draw(take);
  }

  showFar(far: Far): void {
    this.#far = { ...far };
    if (this.#take) this.#draw(this.#take);
  }

  hide(): void {
    this.#take = undefined;
    this.#far = nothing;
    part('sending').hidden = true;
  }

  #draw(take: LiveTake): void {
    const safe = take.safe ? take.seconds : safeSeconds(take, this.#far);
    const bar = part<HTMLProgressElement>('sending-bar');
    part('sending').hidden = false;
    part('sending-how').textContent = this.#how(take, take.seconds - safe);
    part('sending-far').textContent = `${clock(safe)} of ${clock(take.seconds)} is safe`;
    bar.max = Math.max(1, take.seconds);
    bar.value = safe;
  }

  #how(take: LiveTake, left: number): string {
    if (take.safe) return 'Safe on the server';
    if (this.#far.waiting) return `Offline. Your recording is safe on this device: ${clock(left)} still to send`;
    return take.source.ended ? 'Sending the rest' : 'Sent as you speak';
  }
}

/** The second that is just being made is in no piece yet, so it is not safe whatever the bytes say. */
function safeSeconds({ seconds, source }: LiveTake, { safeBytes }: Far): number {
  const inPieces = source.ended ? seconds : Math.min(seconds, source.pieces.length);
  return source.bytes === 0 ? 0 : inPieces * Math.min(1, safeBytes / source.bytes);
}
