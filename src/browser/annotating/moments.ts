/** Where the film stands, in seconds of the whole recording. */
export class Moments {
  readonly #media: HTMLMediaElement;
  /** As the server knows it: what a browser recorded may not say. */
  readonly #seconds: number;
  readonly #listeners: (() => void)[] = [];

  constructor(media: HTMLMediaElement, seconds: number) {
    [this.#media, this.#seconds] = [media, seconds];
    const tell = () => {
      for (const listener of this.#listeners) listener();
    };
    for (const name of ['timeupdate', 'seeked', 'durationchange']) media.addEventListener(name, tell);
    // Four times a second is too seldom for what appears at a moment.
    const follow = () => {
      tell();
      if (!media.paused) requestAnimationFrame(follow);
    };
    media.addEventListener('play', follow);
  }

  onMove(listener: () => void): void {
    this.#listeners.push(listener);
  }

  get now(): number {
    return hundredths(this.#media.currentTime);
  }

  get end(): number {
    const { duration } = this.#media;
    return hundredths(this.#seconds > 0 ? this.#seconds : Number.isFinite(duration) ? duration : this.now + 60);
  }

  go(seconds: number): void {
    this.#media.currentTime = seconds;
  }

  pause(): void {
    this.#media.pause();
  }
}

export function hundredths(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
