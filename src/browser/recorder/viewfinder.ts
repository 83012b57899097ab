import type { QuestionOnPage } from '../wire.ts';
import { part } from '../answering/page.ts';
import { Attention } from './attention.ts';
import { watchBrightness } from './brightness.ts';
import { closeDevices, openDevices } from './camera.ts';
import { Check } from './check.ts';
import { DeviceChoice } from './device-choice.ts';
import { LevelMeter, watchLevel, Wave } from './level.ts';
import { qualityFor, type Quality } from './quality.ts';
import type { Kind } from './stage.ts';
import { knownUplink } from './uplink.ts';

/** Camera and microphone while they are open: the person sees themselves, how loud they are, and what is amiss. */
export class Viewfinder {
  stream: MediaStream | undefined;
  quality: Quality = qualityFor(knownUplink());
  readonly #devices: DeviceChoice;
  readonly #preview = part<HTMLVideoElement>('preview');
  readonly #check: Check;
  #stop: (() => void)[] = [];
  #opening = 0;

  /** `onChange`: another device was chosen. */
  constructor(page: QuestionOnPage, onChange: () => void) {
    this.#devices = new DeviceChoice(onChange);
    this.#check = new Check(page);
  }

  /** Whether it is open now; false when it was closed, or opened for another kind, meanwhile. @throws DOMException */
  async open(kind: Kind): Promise<boolean> {
    this.close();
    const opening = this.#opening;
    this.quality = qualityFor(knownUplink());
    const stream = await openDevices(kind, this.#devices.chosen, this.quality);
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
    const [meter, wave, attention] = [new LevelMeter(), new Wave(), new Attention(kind)];
    const stopLevel = watchLevel(stream, (level) => {
      meter.show(level);
      attention.hear(level);
      this.#check.hear(level);
      if (kind === 'voice') wave.show(level);
    });
    this.#stop = [stopLevel, () => attention.end()];
    if (kind === 'video') {
      const stopBrightness = watchBrightness(this.#preview, (brightness) => {
        attention.see(brightness);
        this.#check.see(brightness);
      });
      this.#stop.push(stopBrightness);
    }
    await this.#devices.offer(kind, stream);
  }

  /** Before the first take: is everything as it should be? The picture follows what the line carries. */
  check(kind: Kind): void {
    this.#check.begin(kind, () => void this.#followUplink());
  }

  endCheck(): void {
    this.#check.end();
  }

  async #followUplink(): Promise<void> {
    const quality = qualityFor(knownUplink());
    if (quality === this.quality) return;
    this.quality = quality;
    const { width, height } = quality;
    await this.stream?.getVideoTracks()[0]?.applyConstraints({ width: { ideal: width }, height: { ideal: height } });
  }

  offerDevices(wanted: boolean): void {
    this.#devices.show(wanted);
  }

  close(): void {
    this.#opening += 1;
    this.#devices.show(false);
    this.#check.end();
    for (const stop of this.#stop) stop();
    this.#stop = [];
    closeDevices(this.stream);
    this.stream = undefined;
    this.#preview.srcObject = null;
  }
}
