import { clock, part } from './page.ts';

/** Watching a take on the stage: from this device while it is new, from the server afterwards. */
export class Playback {
  readonly #video = part<HTMLVideoElement>('playback');
  readonly #button = part<HTMLButtonElement>('play');
  /** Addresses of the parts of a take, which play one after the other. */
  #parts: string[] = [];
  #playing = 0;

  constructor() {
    this.#video.controls = false;
    this.#button.addEventListener('click', () => this.#toggle());
    this.#video.addEventListener('click', () => this.#video.pause());
    this.#video.addEventListener('ended', () => this.#goOn());
    for (const event of ['play', 'pause', 'ended']) this.#video.addEventListener(event, () => this.#drawButton());
  }

  #toggle(): void {
    if (!this.#video.paused) return this.#video.pause();
    this.#play();
  }

  #play(): void {
    // Refused when it is taken off the stage before it has begun to play.
    this.#video.play().catch(() => this.#drawButton());
  }

  /** The next part plays by itself; after the last one the first is there again. */
  #goOn(): void {
    if (this.#parts.length < 2) return;
    this.#playing = (this.#playing + 1) % this.#parts.length;
    this.#video.src = this.#parts[this.#playing] ?? '';
    if (this.#playing > 0) this.#play();
  }

  /** @param recordings the parts of a take */
  load(recordings: Blob[], seconds: number): void {
    this.unload();
    this.#parts = recordings.map((recording) => URL.createObjectURL(recording));
    this.#video.src = this.#parts[0] ?? '';
    this.showLength(seconds);
  }

  /** A take that is on the server. */
  show(address: string, seconds: number): void {
    this.unload();
    this.#video.src = address;
    this.showLength(seconds);
  }

  showLength(seconds: number): void {
    part('length').textContent = clock(seconds);
  }

  unload(): void {
    this.#video.pause();
    for (const address of this.#parts) URL.revokeObjectURL(address);
    [this.#parts, this.#playing] = [[], 0];
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
