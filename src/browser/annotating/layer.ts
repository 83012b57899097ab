import { stepNumbers, type Annotation, type Point } from '../wire/annotation.ts';
import { canvasOf, draw, type Shape, type Size } from '../wire/shapes.ts';
import type { Board } from './board.ts';
import { elementOf, svg } from '../over-film/elements.ts';
import { isFigure, titleOf, type Mark, type Redaction } from './mark.ts';
import type { Moments } from './moments.ts';

/**
 * What is drawn, over the picture: what belongs to the moment, and the chosen one at any. The picture keeps its
 * proportions within the player, and so does this.
 */
export class Layer {
  readonly element = svg('svg', { class: 'annotations editable', noautohide: '', role: 'group', tabindex: 0 });
  readonly #board: Board;
  readonly #moments: Moments;
  readonly #groups = new Map<string, SVGGElement>();
  readonly #drawn = new WeakMap<SVGGElement, string>();
  readonly #frame = svg('g', { class: 'chosen' });
  #canvas: Size = { width: 1280, height: 720 };

  constructor(board: Board, moments: Moments) {
    [this.#board, this.#moments] = [board, moments];
    this.element.setAttribute('aria-label', 'Drawing on the picture');
    this.element.append(this.#frame);
    this.fit({ width: 16, height: 9 });
    board.onChange(() => this.show());
    moments.onMove(() => this.show());
  }

  /** The picture's size in pixels, once the player knows it. */
  fit(picture: Size): void {
    this.#canvas = canvasOf(picture);
    this.element.setAttribute('viewBox', `0 0 ${this.#canvas.width} ${this.#canvas.height}`);
    this.#groups.forEach((group) => group.remove());
    this.#groups.clear();
    this.show();
  }

  /** Where in the picture somebody points; may lie outside of it. */
  pointAt({ clientX, clientY }: { clientX: number; clientY: number }): Point {
    const matrix = this.element.getScreenCTM()?.inverse();
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(matrix);
    return [x / this.#canvas.width, y / this.#canvas.height];
  }

  show(): void {
    const { marks, chosen } = this.#board;
    const numbers = stepNumbers(marks.filter((mark): mark is Annotation => mark.kind !== 'redact'));
    const now = this.#moments.now;
    const shown = marks.filter(({ id, span }) => id === chosen || (span.start <= now && now < span.end));
    for (const [id, group] of this.#groups) if (!shown.some((mark) => mark.id === id)) this.#forget(id, group);
    for (const mark of shown) this.#draw(mark, numbers.get(mark.id));
    this.#frameAround(this.#board.mark);
  }

  focus(id: string): void {
    this.#groups.get(id)?.focus({ preventScroll: true });
  }

  /** The keyboard stays where it was: a group is kept while what is in it is drawn anew. */
  #draw(mark: Mark, number?: number): void {
    const group = this.#groups.get(mark.id) ?? this.#newGroup(mark.id);
    const now = this.#moments.now;
    group.classList.toggle('elsewhen', !(mark.span.start <= now && now < mark.span.end));
    group.setAttribute('aria-pressed', String(mark.id === this.#board.chosen));
    group.setAttribute('aria-label', titleOf(mark, number));
    const drawing = mark.kind === 'redact' ? redactionShape(mark, this.#canvas) : draw(mark, this.#canvas, number);
    const key = JSON.stringify(drawing);
    if (this.#drawn.get(group) === key) return;
    this.#drawn.set(group, key);
    group.replaceChildren(elementOf(drawing));
  }

  #newGroup(id: string): SVGGElement {
    const group = svg('g', { 'data-mark': id, role: 'button', tabindex: 0 });
    group.addEventListener('focus', () => this.#board.choose(id));
    this.#groups.set(id, group);
    this.element.insertBefore(group, this.#frame);
    return group;
  }

  #forget(id: string, group: SVGGElement): void {
    const hadFocus = document.activeElement === group;
    group.remove();
    this.#groups.delete(id);
    if (hadFocus) this.element.focus({ preventScroll: true });
  }

  #frameAround(mark: Mark | undefined): void {
    const group = mark && this.#groups.get(mark.id);
    if (!mark || !group) return this.#frame.replaceChildren();
    const { x, y, width, height } = group.getBBox();
    const gap = 8;
    const box = { x: x - gap, y: y - gap, width: width + 2 * gap, height: height + 2 * gap, rx: 6 };
    const ends = isFigure(mark) ? [mark.from, mark.to] : [];
    const handles = ends.map(([hx, hy], index) => {
      const place = { cx: hx * this.#canvas.width, cy: hy * this.#canvas.height };
      const end = index === 0 ? 'from' : 'to';
      // What a finger can meet is larger than what is seen.
      const reach = svg('circle', { ...place, r: 26, 'data-handle': end, class: 'reach' });
      return svg('g', {}, svg('circle', { ...place, r: 9, class: 'handle' }), reach);
    });
    this.#frame.replaceChildren(svg('rect', box), ...handles);
  }
}

/** Only where it will be: what is under it is not for here to hide. */
function redactionShape({ from, to }: Redaction, canvas: Size): Shape {
  const [x, y] = [Math.min(from[0], to[0]) * canvas.width, Math.min(from[1], to[1]) * canvas.height];
  const width = Math.abs(to[0] - from[0]) * canvas.width;
  const height = Math.abs(to[1] - from[1]) * canvas.height;
  return { name: 'rect', attributes: { x, y, width, height, class: 'redaction' }, children: [] };
}
