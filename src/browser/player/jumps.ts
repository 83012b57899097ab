/** From and to, in seconds: what is jumped over. */
export type Gap = readonly [from: number, to: number];

/** A player may stand a little before the place it was sent to; that is no reason to be sent there again. */
const precisionSeconds = 0.05;

/** Jumps over gaps while it plays and is asked to. */
export class Jumper {
  readonly #media: HTMLMediaElement;
  readonly #gaps: Gap[];
  readonly #isOn: () => boolean;
  #timer = 0;
  #isJumping = false;
  /** Where somebody went by hand. It is played, for otherwise they could not hear what is there. */
  #chosen: Gap | undefined;

  constructor(media: HTMLMediaElement, gaps: Gap[], isOn: () => boolean) {
    this.#media = media;
    this.#gaps = gaps;
    this.#isOn = isOn;
    media.addEventListener('seeking', () => this.#went());
    for (const event of ['play', 'seeked', 'timeupdate', 'ratechange'])
      media.addEventListener(event, () => this.look());
  }

  /** Jumps, or looks again when the next gap begins: `timeupdate` alone would be up to a quarter of a second late. */
  look(): void {
    clearTimeout(this.#timer);
    const { currentTime: now, paused, seeking, playbackRate } = this.#media;
    if (paused || seeking || !this.#isOn()) return;
    const gap = this.#gapAt(now);
    if (gap !== this.#chosen) this.#chosen = undefined;
    if (gap && !this.#chosen) return this.#jumpTo(gap[1]);
    const next = this.#gaps.find(([from]) => from > now);
    if (next) this.#timer = window.setTimeout(() => this.look(), ((next[0] - now) / playbackRate) * 1000);
  }

  #jumpTo(seconds: number): void {
    this.#isJumping = true;
    this.#media.currentTime = seconds;
  }

  #went(): void {
    if (!this.#isJumping) this.#chosen = this.#gapAt(this.#media.currentTime);
    this.#isJumping = false;
  }

  #gapAt(seconds: number): Gap | undefined {
    return this.#gaps.find(([from, to]) => from <= seconds && seconds < to - precisionSeconds);
  }
}
