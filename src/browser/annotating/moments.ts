import { onEveryFrame } from '../over-film/frames.ts';

/** Where the film stands, in seconds of the whole recording. */
export class Moments {
  readonly #media: HTMLMediaElement;
  /** As the server knows it: what a browser recorded may not say. */
  readonly #seconds: number;
  readonly #listeners: (() => void)[] = [];

  constructor(media: HTMLMediaElement, seconds: number) {
    [this.#media, this.#seconds] = [media, seconds];
    onEveryFrame(media, () => this.#tell());
  }

  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  get now(): number {
    return hundredths(this.#media.currentTime);
  }

  get end(): number {
    const { duration } = this.#media;
    if (this.#seconds > 0) return hundredths(this.#seconds);
    return hundredths(Number.isFinite(duration) ? duration : this.now + 60);
  }

  go(seconds: number): void {
    this.#media.currentTime = seconds;
  }

  pause(): void {
    this.#media.pause();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export function hundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
