import { clock, part } from './page.ts';

/** Watching a take on the stage: from this device while it is new, from the server afterwards. */
export class Playback {
  readonly #video = part<HTMLVideoElement>('playback');
  readonly #button = part<HTMLButtonElement>('play');

  constructor() {
    this.#video.controls = false;
    this.#button.addEventListener('click', () => this.#toggle());
    this.#video.addEventListener('click', () => this.#video.pause());
    for (const event of ['play', 'pause', 'ended']) this.#video.addEventListener(event, () => this.#drawButton());
  }

  #toggle(): void {
    if (!this.#video.paused) return this.#video.pause();
    // Refused when it is taken off the stage before it has begun to play.
    this.#video.play().catch(() => this.#drawButton());
  }

  load(take: Blob, seconds: number): void {
    this.unload();
    this.#video.src = URL.createObjectURL(take);
    this.showLength(seconds);
  }

  showLength(seconds: number): void {
    part('length').textContent = clock(seconds);
  }

  unload(): void {
    this.#video.pause();
    if (this.#video.src.startsWith('blob:')) URL.revokeObjectURL(this.#video.src);
    this.#video.removeAttribute('src');
  }

  #drawButton(): void {
    const playing = !this.#video.paused && !this.#video.ended;
    this.#button.setAttribute('aria-label', playing ? 'Pause' : 'Play');
    for (const sign of this.#button.querySelectorAll<HTMLElement>('[data-when-playing]')) {
      sign.hidden = (sign.dataset.whenPlaying === 'yes') !== playing;
    }
  }
}
