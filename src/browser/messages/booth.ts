import { isPossibleInWorker } from '../composing/in-worker.ts';
import type { SoundName } from '../composing/sound.ts';
import { Attention } from '../recorder/attention.ts';
import { DeviceChoice } from '../recorder/device-choice.ts';
import type { Desk, DeskState } from './desk.ts';
import { Levels } from './levels.ts';
import { noScreenSound, stayInSight } from './message-trouble.ts';
import { Overlay } from './overlay.ts';
import type { RecordingKind } from './sources.ts';
import { Studio } from './studio.ts';

/** What happens in front of the recorder; words are for the person. */
interface Listener {
  interrupted(words: string): void;
  lost(words: string): void;
  turned(): void;
  hidden(): void;
  /** Another device was chosen, and the whole has to be opened anew. */
  chosen(): void;
}

/** Screen, camera and microphone while they are open, and what a person sees of them and does to them. */
export class Booth {
  readonly #desk: Desk;
  readonly #listener: Listener;
  readonly #overlay: Overlay;
  readonly #levels: Levels;
  readonly #devices: DeviceChoice;
  #attention: Attention | undefined;
  #studio: Studio | undefined;
  /** Which opening it is: one that was left meanwhile has nothing to say any more. */
  #opening = 0;

  constructor(desk: Desk, listener: Listener) {
    this.#desk = desk;
    this.#listener = listener;
    this.#overlay = new Overlay(desk, (scene) => this.#studio?.show(scene));
    this.#levels = new Levels(desk, (name, muted) => this.#studio?.mute(name, muted));
    this.#devices = new DeviceChoice(
      () => void this.#change(),
      (name) => desk.part(name),
    );
  }

  /** What is recorded; undefined while nothing is open. */
  get stream(): MediaStream | undefined {
    return this.#studio?.stream;
  }

  /** False when it was closed, or opened anew, meanwhile. @throws DOMException */
  async open(kind: RecordingKind): Promise<boolean> {
    const opening = ++this.#opening;
    const withCamera = this.#desk.part<HTMLInputElement>('with-camera').checked;
    const studio = await Studio.open(kind, withCamera, this.#devices.chosen, {
      level: (name, level) => this.#hear(name, level),
      lost: (what, words) => this.#lose(what, words),
      interrupted: (words) => this.#listener.interrupted(words),
      turned: () => this.#listener.turned(),
      hidden: () => this.#listener.hidden(),
    });
    if (opening !== this.#opening) {
      studio.close();
      return false;
    }
    this.#studio = studio;
    await this.#begin(studio);
    return opening === this.#opening;
  }

  async #begin(studio: Studio): Promise<void> {
    this.#preview.srcObject = new MediaStream(studio.stream.getVideoTracks());
    this.#attention = new Attention('voice', this.#desk.part('warning'));
    studio.show(this.#overlay.scene);
    this.#offerSounds(studio);
    this.#desk.note(whatIsMissing(studio));
    await this.#offerDevices(studio);
  }

  #offerSounds(studio: Studio): void {
    for (const name of ['microphone', 'screen'] as const) {
      studio.mute(name, this.#levels.isMuted(name));
      this.#levels.offer(name, studio.hears(name));
    }
  }

  async #offerDevices({ devices, hasCamera }: Studio): Promise<void> {
    if (devices) await this.#devices.offer(hasCamera ? 'video' : 'voice', devices);
  }

  /** Beside a screen, which a person should not have to choose again, camera and microphone are changed alone. */
  async #change(): Promise<void> {
    if (this.#studio?.kind !== 'screen') return this.#listener.chosen();
    await this.#studio.changeDevices(this.#devices.chosen);
    this.#offerSounds(this.#studio);
    await this.#offerDevices(this.#studio);
  }

  clear(): void {
    this.#overlay.clear();
  }

  close(): void {
    this.#opening += 1;
    this.#attention?.end();
    this.#devices.show(false);
    this.#studio?.close();
    this.#studio = undefined;
    this.#preview.srcObject = null;
  }

  /** What a person can do to it in this state. */
  allow(state: DeskState, kind: RecordingKind): void {
    const isOpen = ['ready', 'countdown', 'recording', 'paused'].includes(state);
    this.#overlay.allow(isOpen && kind === 'screen', this.#studio?.hasCamera ?? false);
    this.#devices.show(state === 'ready');
  }

  get #preview(): HTMLVideoElement {
    return this.#desk.part<HTMLVideoElement>('preview');
  }

  #hear(name: SoundName, level: number): void {
    this.#levels.show(name, level);
    if (name === 'microphone') this.#attention?.hear(this.#levels.isMuted(name) ? 1 : level);
  }

  #lose(what: 'camera' | SoundName, words: string): void {
    if (what !== 'camera') this.#levels.offer(what, false);
    this.#listener.lost(words);
  }
}

function whatIsMissing(studio: Studio): string {
  if (studio.kind !== 'screen') return '';
  const words = [studio.missing, studio.hears('screen') ? '' : noScreenSound, isPossibleInWorker() ? '' : stayInSight];
  return words.filter(Boolean).join(' ');
}
