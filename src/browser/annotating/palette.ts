import type { Colour, Width } from '../wire/annotation.ts';
import type { Board } from './board.ts';
import type { Style, Tool } from './mark.ts';

/** What is drawn with next, and how: the buttons above the picture. */
export class Palette {
  /** Undefined: nothing is drawn, what is pressed is chosen. */
  tool: Tool | undefined;
  readonly style: Style = { colour: 'red', width: 'medium' };
  readonly #bar: HTMLElement;
  readonly #board: Board;

  constructor(bar: HTMLElement, board: Board) {
    [this.#bar, this.#board] = [bar, board];
    bar.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>('[data-tool]') : null;
      if (button) this.take(button.dataset.tool as Tool);
    });
    bar.addEventListener('change', ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.name === 'colour') this.restyle({ ...this.style, colour: target.value as Colour });
      if (target.name === 'width') this.restyle({ ...this.style, width: target.value as Width });
    });
    board.onChange(() => this.#follow());
  }

  /** Taking the tool that is in hand puts it away. */
  take(tool: Tool | undefined): void {
    this.tool = tool === this.tool ? undefined : tool;
    if (this.tool) this.#board.choose(undefined);
    for (const button of this.#bar.querySelectorAll<HTMLElement>('[data-tool]')) {
      button.setAttribute('aria-pressed', String(button.dataset.tool === this.tool));
    }
    this.#bar.dispatchEvent(new CustomEvent('tool', { bubbles: true }));
  }

  /** Also of what is chosen. */
  restyle(style: Style): void {
    Object.assign(this.style, style);
    const { mark } = this.#board;
    if (mark && mark.kind !== 'redact') this.#board.update({ ...mark, ...style });
  }

  /** The colours show those of what is chosen. */
  #follow(): void {
    const { mark } = this.#board;
    if (mark && mark.kind !== 'redact') Object.assign(this.style, { colour: mark.colour, width: mark.width });
    for (const input of this.#bar.querySelectorAll<HTMLInputElement>('input[type=radio]')) {
      input.checked = input.value === this.style[input.name as keyof Style];
    }
  }
}
