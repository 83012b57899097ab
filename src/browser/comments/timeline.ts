import { standAt } from '../player/playing.ts';
import { floatUp } from './floating.ts';
import { drawMarks, type Mark } from './marks.ts';
import { figureOf, lengthOf, playerOf, type Discussion } from './place.ts';

/** As `GET moments` answers. */
interface Moments {
  /** How many comments there are, with a moment or without. */
  total: number;
  comments: { id: string; at: number; name: string | null }[];
  reactions: { at: number; emoji: string; count: number }[];
}

/** For how long, in seconds, what was said at a moment is lit. */
const litSeconds = 4;

/** Seeing more than this at once is a jump, not watching. */
const longestStepSeconds = 1;

/** The strip above the time range: where people commented and reacted. */
export class Timeline {
  readonly #discussion: Discussion;
  #marks: Mark[] = [];
  #strip: HTMLElement | undefined;
  #before = 0;

  constructor(discussion: Discussion) {
    this.#discussion = discussion;
  }

  begin(): void {
    void this.#load();
    const size = new ResizeObserver(() => this.#draw());
    size.observe(this.#discussion.element);
    document.addEventListener('htmx:after:swap', ({ target }) => {
      const isMine = target instanceof Element && this.#discussion.element.contains(target);
      // The player may have been replaced, and the strip with it.
      if (isMine) void this.#load();
      else this.#draw();
    });
    document.addEventListener('reply:arrived', () => void this.#load());
    for (const name of ['timeupdate', 'seeked', 'durationchange'])
      document.addEventListener(name, (event) => this.#follow(event), { capture: true });
  }

  async #load(): Promise<void> {
    const answer = await fetch(`${this.#discussion.base}/moments`).catch(() => undefined);
    if (!answer?.ok) return;
    const { total, comments, reactions }: Moments = await answer.json();
    this.#showTotal(total);
    const marks: Mark[] = [
      ...comments.map(({ id, at, name }) => ({
        at,
        sign: 'comment',
        count: 1,
        words: `Comment by ${name ?? 'a guest'}`,
        commentId: id,
      })),
      ...reactions.map(({ at, emoji, count }) => ({ at, sign: emoji, count, words: this.#wordsFor(emoji) })),
    ];
    this.#marks = marks.toSorted((a, b) => a.at - b.at);
    this.#draw();
  }

  #showTotal(total: number): void {
    const place = this.#discussion.element.querySelector<HTMLElement>('[data-total]');
    if (place) Object.assign(place, { hidden: total === 0, textContent: String(total) });
  }

  #wordsFor(emoji: string): string {
    return this.#discussion.element.querySelector<HTMLElement>(`[data-emoji="${emoji}"]`)?.title ?? emoji;
  }

  #draw(): void {
    const [figure, player] = [figureOf(this.#discussion), playerOf(this.#discussion)];
    if (!figure || !player) return;
    if (!this.#strip?.isConnected || !figure.contains(this.#strip)) this.#place(figure);
    const go = (at: number) => void standAt(player, at);
    if (this.#strip) drawMarks(this.#strip, this.#marks, lengthOf(player), this.#discussion.element, go);
  }

  #place(figure: HTMLElement): void {
    const strip = document.createElement('div');
    strip.className = 'moments';
    strip.setAttribute('role', 'group');
    strip.setAttribute('aria-label', 'Comments and reactions on the timeline');
    figure.querySelector('media-controller')?.after(strip);
    this.#strip = strip;
  }

  #follow({ type, target }: Event): void {
    const player = playerOf(this.#discussion);
    if (!player || target !== player) return;
    if (type === 'durationchange') return this.#draw();
    const now = player.currentTime;
    light(this.#discussion.element.querySelectorAll('[data-moment]'), ({ dataset }) => Number(dataset.moment), now);
    if (this.#strip) light(this.#strip.querySelectorAll('[data-at]'), ({ dataset }) => Number(dataset.at), now);
    this.#float(player, now);
    this.#before = now;
  }

  /** What is passed while it plays. */
  #float(player: HTMLMediaElement, now: number): void {
    if (player.paused || now <= this.#before || now - this.#before > longestStepSeconds) return;
    for (const { at, sign, count } of this.#marks) {
      if (sign !== 'comment' && this.#before < at && at <= now) floatUp(this.#discussion, sign, count);
    }
  }
}

function light(elements: NodeListOf<HTMLElement>, momentOf: (element: HTMLElement) => number, now: number): void {
  for (const element of elements) {
    const at = momentOf(element);
    const isLit = now >= at - 0.05 && now < at + litSeconds;
    if (isLit) element.setAttribute('aria-current', 'true');
    else element.removeAttribute('aria-current');
  }
}
