import { makeCurrent } from '../player/playing.ts';
import { chapters, readingSeconds, type Chapter } from './chapters.ts';

/** Seconds before the end of a recording at which the next one begins to load. */
const loadAheadSeconds = 20;

/** Plays all answers of a response, one after the other, in their own places on the page. */
export class WholeResponse {
  /** It plays, or shows an answer that is read. */
  isOn = false;
  /** It was begun, and has not come to its end. */
  isBegun = false;
  /** Which chapter it is at, from 0. */
  at: number;
  readonly #linked: number | undefined;
  #reading = 0;
  readonly #changed: (whole: WholeResponse) => void;

  /** @param changed called whenever it stands elsewhere than before; @param linked the chapter that a link led into */
  constructor(changed: (whole: WholeResponse) => void, linked?: number) {
    this.#linked = linked;
    this.at = linked ?? 0;
    this.#changed = changed;
    this.#follow();
  }

  /** Begins, or goes on where it was paused. */
  play(): void {
    for (const { player } of chapters()) bless(player);
    this.go(this.at, this.isBegun || this.at === this.#linked);
  }

  pause(): void {
    clearTimeout(this.#reading);
    this.isOn = false;
    this.#chapter()?.player?.pause();
    this.#changed(this);
  }

  /** To the chapter before or after; back first goes to the beginning of this one, as everywhere. */
  step(by: number): void {
    const isUnderWay = (this.#chapter()?.player?.currentTime ?? 0) > 3;
    this.go(by < 0 && isUnderWay ? this.at : Math.max(0, this.at + by));
  }

  /** To a chapter, from its beginning unless `keepsPlace`. Past the last one it is over. */
  go(index: number, keepsPlace = false): void {
    clearTimeout(this.#reading);
    const all = chapters();
    const left = all[this.at];
    this.isOn = this.isBegun = index < all.length;
    this.at = this.isOn ? Math.max(0, index) : 0;
    const chapter = all[this.at];
    if (left !== chapter) left?.player?.pause();
    if (this.isOn && chapter) this.#begin(chapter, keepsPlace);
    this.#changed(this);
  }

  #begin(chapter: Chapter, keepsPlace: boolean): void {
    chapter.answer.scrollIntoView({ block: 'start', behavior: isCalm() ? 'auto' : 'smooth' });
    if (!chapter.player) return this.#read(chapter);
    if (!keepsPlace || chapter.player.ended) chapter.player.currentTime = 0;
    chapter.player.play().catch((error: unknown) => {
      // The browser wants a press for every player. Being sent elsewhere meanwhile ends a `play` too, and is no failure.
      if (error instanceof DOMException && error.name === 'NotAllowedError') this.pause();
    });
  }

  /** Nothing plays meanwhile: a key that plays goes on with the next recording. */
  #read(chapter: Chapter): void {
    const next = chapters()
      .slice(this.at)
      .find(({ player }) => player)?.player;
    if (next) makeCurrent(next);
    const speed = chapters().find(({ player }) => player)?.player?.playbackRate ?? 1;
    this.#reading = window.setTimeout(() => this.go(this.at + 1), (readingSeconds(chapter) / speed) * 1000);
  }

  /** Follows what people do with the players themselves. */
  #follow(): void {
    this.#on('play', (player) => this.#played(player));
    this.#on('pause', (player) => this.isOn && this.#isHere(player) && player.paused && !player.ended && this.pause());
    this.#on('ended', (player) => this.isOn && this.#isHere(player) && this.go(this.at + 1));
    this.#on('timeupdate', (player) => {
      if (!this.#isHere(player)) return;
      if (player.duration - player.currentTime < loadAheadSeconds) this.#loadNext();
      this.#changed(this);
    });
  }

  /** Media events do not bubble, so they are caught on their way down. */
  #on(event: string, heard: (player: HTMLMediaElement) => unknown): void {
    const hear = ({ target }: Event) => target instanceof HTMLMediaElement && heard(target);
    document.addEventListener(event, hear, { capture: true });
  }

  /** Another answer, played by hand: while the whole plays it goes on from there, otherwise it was left. */
  #played(player: HTMLMediaElement): void {
    const index = chapters().findIndex((chapter) => chapter.player === player);
    if (index === -1 || (!this.isOn && !this.isBegun)) return;
    if (index !== this.at && !this.isOn) this.isBegun = false;
    else this.isOn = true;
    clearTimeout(this.#reading);
    this.at = index;
    this.#changed(this);
  }

  #loadNext(): void {
    const next = chapters()[this.at + 1]?.player;
    if (next && this.isOn) next.preload = 'auto';
  }

  #chapter(): Chapter | undefined {
    return chapters()[this.at];
  }

  #isHere(player: HTMLMediaElement): boolean {
    return this.#chapter()?.player === player;
  }
}

/** Safari lets a page play later what was loaded while somebody pressed a button, and on phones nothing else. */
function bless(player: HTMLMediaElement | undefined): void {
  if (player?.readyState === HTMLMediaElement.HAVE_NOTHING) player.load();
}

function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
