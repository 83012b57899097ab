import type { Bubble } from '../composing/scene.ts';
import type { Desk } from './desk.ts';
import { pictureBox, pointIn } from './picture-box.ts';

interface Owner {
  bubble(): Bubble;
  moved(change: Partial<Bubble>): void;
}

/** A key moves by a fiftieth of the picture, or grows by that. */
const step = 0.02;
const sizeStep = 0.04;

const keys: Record<string, (bubble: Bubble) => Partial<Bubble>> = {
  ArrowLeft: ({ x }) => ({ x: x - step }),
  ArrowRight: ({ x }) => ({ x: x + step }),
  ArrowUp: ({ y }) => ({ y: y - step }),
  ArrowDown: ({ y }) => ({ y: y + step }),
  '+': ({ size }) => ({ size: size + sizeStep }),
  '-': ({ size }) => ({ size: size - sizeStep }),
};

/** What one takes hold of to move the camera's bubble: a ring that lies where the compositor draws it. */
export class BubbleHandle {
  readonly #desk: Desk;
  readonly #owner: Owner;
  readonly #handle: HTMLElement;
  readonly #picture: HTMLVideoElement;

  constructor(desk: Desk, owner: Owner) {
    this.#desk = desk;
    this.#owner = owner;
    this.#handle = desk.part('bubble');
    this.#picture = desk.part<HTMLVideoElement>('preview');
    this.#handle.addEventListener('pointerdown', ({ pointerId }) => this.#handle.setPointerCapture(pointerId));
    this.#handle.addEventListener('pointermove', (event) => this.#drag(event));
    this.#handle.addEventListener('keydown', (event) => this.#onKey(event));
    desk.press('show-camera', () => owner.moved({ shown: !owner.bubble().shown }));
    desk.press('mirror', () => owner.moved({ mirrored: !owner.bubble().mirrored }));
    desk.press('larger', () => this.#apply('+'));
    desk.press('smaller', () => this.#apply('-'));
    new ResizeObserver(() => this.place()).observe(this.#picture);
    this.#picture.addEventListener('resize', () => this.place());
  }

  allow(allowed: boolean): void {
    this.#desk.part('bubble-controls').hidden = !allowed;
    this.#handle.hidden = !allowed || !this.#owner.bubble().shown;
    this.place();
  }

  place(): void {
    const { x, y, size, shown, mirrored } = this.#owner.bubble();
    const box = pictureBox(this.#picture);
    const diameter = size * Math.min(box.width, box.height);
    const inside = (at: number, length: number) =>
      Math.min(length - diameter / 2, Math.max(diameter / 2, at * length)) - diameter / 2;
    const { style } = this.#handle;
    style.left = `${box.left + inside(x, box.width)}px`;
    style.top = `${box.top + inside(y, box.height)}px`;
    style.width = style.height = `${diameter}px`;
    if (!this.#desk.part('bubble-controls').hidden) this.#handle.hidden = !shown;
    this.#desk.part('show-camera').setAttribute('aria-pressed', String(shown));
    this.#desk.part('mirror').setAttribute('aria-pressed', String(mirrored));
  }

  #drag(event: PointerEvent): void {
    if (!this.#handle.hasPointerCapture(event.pointerId)) return;
    const at = pointIn(this.#picture, event);
    if (at) this.#owner.moved(at);
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#apply(event.key)) return;
    event.preventDefault();
  }

  #apply(key: string): boolean {
    const change = keys[key]?.(this.#owner.bubble());
    if (change) this.#owner.moved(change);
    return change !== undefined;
  }
}
