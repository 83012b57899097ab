import { part } from '../answering/page.ts';
import type { Kind } from './stage.ts';

/** Said well within three seconds. */
const patienceMs = 2500;

/** Below this a microphone gives nothing, not even a quiet room (see level.ts). */
const nothingToHear = 0.02;
/** Of 1; a dark room has more. */
const nothingToSee = 0.04;

/** Tells the person, while camera and microphone are open, that nothing is heard of them or seen. */
export class Attention {
  #heardAt = performance.now();
  #seenAt: number;
  readonly #line: HTMLElement;

  constructor(kind: Kind, line = part('warning')) {
    this.#line = line;
    this.#seenAt = kind === 'video' ? performance.now() : Infinity;
  }

  /** @param level 0 to 1 */
  hear(level: number): void {
    if (level >= nothingToHear) this.#heardAt = performance.now();
    this.#draw();
  }

  /** @param brightness 0 to 1 */
  see(brightness: number): void {
    if (brightness >= nothingToSee) this.#seenAt = performance.now();
    this.#draw();
  }

  end(): void {
    this.#say('');
  }

  #draw(): void {
    const now = performance.now();
    const silent = now - this.#heardAt > patienceMs ? 'We cannot hear you. Is the microphone muted?' : '';
    const black = now - this.#seenAt > patienceMs ? 'The picture is black. Is the camera covered?' : '';
    this.#say([silent, black].filter(Boolean).join(' '));
  }

  #say(words: string): void {
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}
