import type { QuestionOnPage } from '../wire.ts';
import { part } from '../answering/page.ts';
import { lighterWay, qualityFor } from './quality.ts';
import type { Kind } from './stage.ts';
import { knownUplink, measureUplink } from './uplink.ts';

const lastsMs = 5000;
const heard = 0.25;
const [black, dark] = [0.04, 0.16];

type Result = [ok: boolean, words: string];

/** Five seconds before the first take: is there a picture, is there sound, does the line carry it? In plain words. */
export class Check {
  readonly #page: QuestionOnPage;
  readonly #done = new Set<Kind>();
  #loudest = 0;
  #brightest = 0;
  #timer = 0;

  constructor(page: QuestionOnPage) {
    this.#page = page;
  }

  /** Once for each way of recording. `told` hears when the uplink is known. */
  begin(kind: Kind, told: () => void): void {
    clearTimeout(this.#timer);
    if (this.#done.has(kind)) return;
    this.#loudest = this.#brightest = 0;
    for (const name of ['picture', 'sound', 'line']) show(name, undefined);
    part('check-picture').hidden = kind === 'voice';
    part('check').hidden = false;
    void this.#measure(told);
    this.#timer = window.setTimeout(() => this.#finish(kind), lastsMs);
  }

  hear(level: number): void {
    this.#loudest = Math.max(this.#loudest, level);
    if (this.#loudest >= heard) show('sound', [true, 'we hear you']);
  }

  see(brightness: number): void {
    this.#brightest = Math.max(this.#brightest, brightness);
    if (this.#brightest >= dark) show('picture', [true, 'good']);
  }

  end(): void {
    clearTimeout(this.#timer);
    part('check').hidden = true;
  }

  #finish(kind: Kind): void {
    this.#done.add(kind);
    if (this.#loudest < heard)
      show('sound', [false, 'we cannot hear you. Say something, or choose another microphone']);
    if (this.#brightest < dark) show('picture', this.#poorPicture());
  }

  #poorPicture(): Result {
    if (this.#brightest < black) return [false, 'black. Is the camera covered?'];
    return [false, 'dark. A light in front of you helps'];
  }

  async #measure(told: () => void): Promise<void> {
    if (!this.#page.base) return show('line', [true, 'not needed here: nothing is sent']);
    const reached = await measureUplink(this.#page);
    show(
      'line',
      reached === undefined ? [false, 'none just now. You can record all the same, it is sent later'] : lineNow(),
    );
    told();
  }
}

function lineNow(): Result {
  const uplink = knownUplink();
  const way = lighterWay(uplink);
  if (way) {
    const through = way === 'voice' ? 'Voice gets' : 'Writing gets';
    return [false, `slow. ${through} through at once; a video is kept here and sent afterwards`];
  }
  const { height } = qualityFor(uplink);
  return [true, height === 720 ? 'fast enough' : `fast enough for a smaller picture (${height}p)`];
}

function show(name: string, result: Result | undefined): void {
  const line = part(`check-${name}`);
  line.dataset.result = result ? (result[0] ? 'good' : 'poor') : 'open';
  line.querySelector('span')?.replaceChildren(result?.[1] ?? 'checking…');
}
