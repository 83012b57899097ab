import type { HiddenRegion, MessageEdit } from '../wire.ts';
import type { Point } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import { inPicture, newId, type Redaction } from './mark.ts';
import { put, read, Refused } from './requests.ts';
import type { Voice } from './saving.ts';

/**
 * Parts that are to be hidden are taken out of the film for everybody, which makes it anew: not while somebody draws,
 * but when they say so.
 */
export class Hiding {
  readonly #section: HTMLElement;
  readonly #board: Board;
  readonly #address: string;
  readonly #token: string;
  readonly #voice: Voice;
  #revision = 0;
  /** What is hidden already, as JSON. */
  #stored = '[]';

  constructor(section: HTMLElement, board: Board, place: { address: string; token: string }, voice: Voice) {
    [this.#section, this.#board, this.#voice] = [section, board, voice];
    [this.#address, this.#token] = [`${place.address}/edit`, place.token];
    section.querySelector('button')?.addEventListener('click', () => void this.#hide());
  }

  /** After what is drawn was loaded: what this tab has kept of hidden parts goes before what is stored. */
  async begin(): Promise<void> {
    const { regions, revision } = await read<MessageEdit>(this.#address);
    [this.#revision, this.#stored] = [revision, JSON.stringify(regions.map(asMark).map(asRegion))];
    if (!this.#board.marks.some(({ kind }) => kind === 'redact'))
      this.#board.load([...this.#board.marks, ...regions.map(asMark)]);
    this.#board.onChange(() => this.#show());
    this.#show();
  }

  #regions(): HiddenRegion[] {
    return this.#board.marks.filter((mark) => mark.kind === 'redact').map(asRegion);
  }

  #show(): void {
    const isNew = JSON.stringify(this.#regions()) !== this.#stored;
    if (isNew) this.#section.hidden = false;
    this.#section.toggleAttribute('data-new', isNew);
    this.#section.querySelector('button')!.hidden = !isNew;
    if (isNew) this.#tell('Others see these parts until you hide them. The film is then made anew without them.');
  }

  async #hide(): Promise<void> {
    const regions = this.#regions();
    try {
      const { revision } = await put<MessageEdit>(this.#address, this.#token, {
        regions,
        revision: this.#revision,
      });
      [this.#revision, this.#stored] = [revision, JSON.stringify(regions)];
      this.#tell('Nobody else sees these parts any more. The film without them is being made.');
      this.#show();
    } catch (error) {
      const isRefused = error instanceof Refused && error.status < 500;
      this.#voice.tell(isRefused ? error.message : 'The server cannot be reached. Nothing was hidden yet; try again.');
    }
  }

  #tell(sentence: string): void {
    this.#section.querySelector('[role=status]')!.textContent = sentence;
  }
}

function asMark({ x, y, width, height, start, end, look }: HiddenRegion): Redaction {
  const [from, to]: [Point, Point] = [inPicture([x, y]), inPicture([x + width, y + height])];
  return { kind: 'redact', id: newId(), span: { start, end }, from, to, look };
}

function asRegion({ from, to, span, look }: Redaction): HiddenRegion {
  const [x, y] = [Math.min(from[0], to[0]), Math.min(from[1], to[1])];
  const [width, height] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  return { x, y, width: fine(width), height: fine(height), ...span, look };
}

function fine(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
