import type { Drawing } from '../composing/drawing.ts';
import type { Point, Tool } from '../composing/scene.ts';
import type { Desk } from './desk.ts';

/** Which tool is in hand, in which colour; Undo and Clear. */
export class Pen {
  #tool: Tool | undefined;
  #isAllowed = false;
  readonly #desk: Desk;
  readonly #drawing: Drawing;

  constructor(desk: Desk, drawing: Drawing) {
    this.#desk = desk;
    this.#drawing = drawing;
    for (const button of desk.all('[data-tool]')) button.addEventListener('click', () => this.#take(button));
    desk.press('undo', () => drawing.undo());
    desk.press('clear', () => drawing.clear());
    document.addEventListener('keydown', (event) => this.#onKey(event));
  }

  get isOn(): boolean {
    return this.#isAllowed && this.#tool !== undefined;
  }

  allow(allowed: boolean): void {
    this.#isAllowed = allowed;
    this.#mark();
  }

  down(picture: HTMLElement, { pointerId }: PointerEvent, at: Point): void {
    if (!this.#tool) return;
    picture.setPointerCapture(pointerId);
    this.#drawing.begin(this.#tool, this.#colour, at);
  }

  get #colour(): string {
    return this.#desk.root.querySelector<HTMLInputElement>('[name="stroke-colour"]:checked')?.value ?? '#e04a2e';
  }

  /** Pressed once more, it is laid down. */
  #take({ dataset }: HTMLElement): void {
    const tool = dataset.tool as Tool;
    this.#tool = this.#tool === tool ? undefined : tool;
    this.#mark();
  }

  #mark(): void {
    for (const button of this.#desk.all('[data-tool]'))
      button.setAttribute('aria-pressed', String(button.dataset.tool === this.#tool));
    this.#desk.part('preview').classList.toggle('drawn-on', this.isOn);
  }

  #onKey(event: KeyboardEvent): void {
    const isUndo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    const isWriting =
      event.target instanceof HTMLElement && event.target.matches('textarea, input:not([type="radio"])');
    if (!this.#isAllowed || !isUndo || isWriting) return;
    event.preventDefault();
    this.#drawing.undo();
  }
}
