import type { SoundName } from '../composing/sound.ts';
import { LevelMeter, Wave } from '../recorder/level.ts';
import type { Desk } from './desk.ts';

const words: Record<SoundName, string> = { microphone: 'Microphone level', screen: 'Level of the screen’s sound' };

/** A meter and a switch for each sound. */
export class Levels {
  readonly #desk: Desk;
  readonly #meters: Record<SoundName, LevelMeter>;
  readonly #wave: Wave;
  readonly #muted: Record<SoundName, boolean> = { microphone: false, screen: false };

  constructor(desk: Desk, changed: (name: SoundName, muted: boolean) => void) {
    this.#desk = desk;
    const meter = (name: SoundName) => new LevelMeter(desk.part(`level-${name}`), words[name]);
    this.#meters = { microphone: meter('microphone'), screen: meter('screen') };
    this.#wave = new Wave(desk.part('wave'));
    for (const name of ['microphone', 'screen'] as const) {
      desk.press(`mute-${name}`, () => {
        this.#muted[name] = !this.#muted[name];
        desk.part(`mute-${name}`).setAttribute('aria-pressed', String(this.#muted[name]));
        changed(name, this.#muted[name]);
      });
    }
  }

  isMuted(name: SoundName): boolean {
    return this.#muted[name];
  }

  offer(name: SoundName, isThere: boolean): void {
    this.#desk.part(`sound-${name}`).hidden = !isThere;
  }

  show(name: SoundName, level: number): void {
    const heard = this.#muted[name] ? 0 : level;
    this.#meters[name].show(heard);
    if (name === 'microphone') this.#wave.show(heard);
  }
}
