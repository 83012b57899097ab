import { part } from '../answering/page.ts';
import { closeDevices, openDevices } from './camera.ts';
import { DeviceChoice } from './device-choice.ts';
import { LevelMeter, watchLevel, Wave } from './level.ts';
import type { Kind } from './stage.ts';

/** Camera and microphone while they are open: the person sees themselves, and how loud they are. */
export class Viewfinder {
  stream: MediaStream | undefined;
  readonly #devices: DeviceChoice;
  readonly #onLost: () => void;
  readonly #preview = part<HTMLVideoElement>('preview');
  #stopLevel = () => {};
  #opening = 0;

  /** `onChange`: another device was chosen; `onLost`: one was unplugged or taken away. */
  constructor(onChange: () => void, onLost: () => void) {
    this.#devices = new DeviceChoice(onChange);
    this.#onLost = onLost;
  }

  /** Whether it is open now; false when it was closed, or opened for another kind, meanwhile. @throws DOMException */
  async open(kind: Kind): Promise<boolean> {
    this.close();
    const opening = this.#opening;
    const stream = await openDevices(kind, this.#devices.chosen);
    if (opening !== this.#opening) {
      closeDevices(stream);
      return false;
    }
    await this.#begin(kind, stream);
    return opening === this.#opening;
  }

  async #begin(kind: Kind, stream: MediaStream): Promise<void> {
    this.stream = stream;
    this.#preview.srcObject = stream;
    const [meter, wave] = [new LevelMeter(), new Wave()];
    this.#stopLevel = watchLevel(stream, (level) => {
      meter.show(level);
      if (kind === 'voice') wave.show(level);
    });
    for (const track of stream.getTracks()) track.addEventListener('ended', this.#onLost);
    await this.#devices.offer(kind, stream);
  }

  offerDevices(wanted: boolean): void {
    this.#devices.show(wanted);
  }

  close(): void {
    this.#opening += 1;
    this.#devices.show(false);
    this.#stopLevel();
    this.#stopLevel = () => {};
    closeDevices(this.stream);
    this.stream = undefined;
    this.#preview.srcObject = null;
  }
}
