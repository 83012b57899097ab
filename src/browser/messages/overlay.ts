import { Drawing } from '../composing/drawing.ts';
import { firstBubble, within, type Bubble, type Point, type Scene } from '../composing/scene.ts';
import { BubbleHandle } from './bubble-handle.ts';
import type { Desk } from './desk.ts';
import { Pen } from './pen.ts';
import { pointIn } from './picture-box.ts';

/** What lies over a shared screen: the camera's bubble, and what is drawn. Tells of every change. */
export class Overlay {
  #scene: Scene = { bubble: firstBubble, strokes: [] };
  readonly #told: (scene: Scene) => void;
  readonly #drawing = new Drawing((strokes) => this.#change({ strokes }));
  readonly #handle: BubbleHandle;
  readonly #pen: Pen;

  constructor(desk: Desk, told: (scene: Scene) => void) {
    this.#told = told;
    const picture = desk.part<HTMLVideoElement>('preview');
    this.#pen = new Pen(desk, this.#drawing);
    this.#handle = new BubbleHandle(desk, {
      moved: (change) => this.#moveBubble(change),
      bubble: () => this.#scene.bubble,
    });
    const draw = (event: PointerEvent, work: (at: Point) => void) => {
      const at = pointIn(picture, event);
      if (this.#pen.isOn && at) work(at);
    };
    picture.addEventListener('pointerdown', (event) => {
      if (event.button === 0) draw(event, (at) => this.#pen.down(picture, event, at));
    });
    picture.addEventListener('pointermove', (event) => draw(event, (at) => this.#drawing.move(at)));
    for (const name of ['pointerup', 'pointercancel'] as const)
      picture.addEventListener(name, () => this.#drawing.end());
  }

  get scene(): Scene {
    return this.#scene;
  }

  /** Drawing is for a screen that is being recorded, or about to be. */
  allow(drawing: boolean, hasCamera: boolean): void {
    this.#pen.allow(drawing);
    this.#handle.allow(drawing && hasCamera);
  }

  clear(): void {
    this.#drawing.clear();
  }

  #moveBubble(change: Partial<Bubble>): void {
    this.#change({ bubble: within({ ...this.#scene.bubble, ...change }) });
  }

  #change(change: Partial<Scene>): void {
    this.#scene = { ...this.#scene, ...change };
    this.#told(this.#scene);
    if (change.bubble) this.#handle.place();
  }
}
