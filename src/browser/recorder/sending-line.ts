import { clock, part } from '../answering/page.ts';
import type { LiveTake } from './live-take.ts';
import type { Far } from './sending.ts';

/** Below the stage: how many seconds of the take are on the server already. */
export class SendingLine {
  #seconds = 0;
  #far: Far = { safeBytes: 0, waiting: false };
  #bytes = 0;

  showRecorded({ seconds, source }: LiveTake): void {
    this.#seconds = seconds;
    this.#bytes = source.bytes;
    this.#draw();
  }

  showFar(far: Far): void {
    this.#far = { ...far };
    this.#draw();
  }

  showAllSafe(): void {
    this.#far = { safeBytes: this.#bytes, waiting: false };
    this.#draw();
  }

  hide(): void {
    part('sending').hidden = true;
    this.#far = { safeBytes: 0, waiting: false };
    this.#bytes = 0;
  }

  #draw(): void {
    const share = this.#bytes === 0 ? 0 : Math.min(1, this.#far.safeBytes / this.#bytes);
    const safe = Math.floor(this.#seconds * share);
    const [far, bar] = [part('sending-far'), part<HTMLProgressElement>('sending-bar')];
    part('sending').hidden = false;
    part('sending-how').textContent = this.#far.waiting
      ? `Offline. Your recording is safe on this device: ${clock(this.#seconds - safe)} still to send`
      : share === 1 && this.#seconds > 0 ? 'Safe on the server' : 'Sent as you speak';
    far.textContent = `${clock(safe)} of ${clock(this.#seconds)} is safe`;
    bar.max = Math.max(1, this.#seconds);
    bar.value = this.#seconds * share;
  }
}
