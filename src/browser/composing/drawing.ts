import { strength, type Point, type Stroke, type Tool } from './scene.ts';

/** Points nearer to the one before than this, as a part of the picture, tell nothing. */
const apart = 0.003;

/** The strokes over a picture: drawn one after the other, taken back one by one or all at once. */
export class Drawing {
  #strokes: Stroke[] = [];
  #current: Stroke | undefined;
  readonly #told: (strokes: Stroke[]) => void;

  constructor(told: (strokes: Stroke[]) => void) {
    this.#told = told;
  }

  begin(tool: Tool, colour: string, at: Point): void {
    this.#current = { tool, colour, points: [at] };
    this.#strokes = [...this.#strokes.filter((stroke) => strength(stroke, Date.now()) > 0), this.#current];
    this.#told(this.#strokes);
  }

  move(at: Point): void {
    const points = this.#current?.points;
    const last = points?.at(-1);
    if (!points || !last || Math.hypot(at.x - last.x, at.y - last.y) < apart) return;
    points.push(at);
    this.#told(this.#strokes);
  }

  end(): void {
    if (this.#current) this.#current.endedAt = Date.now();
    this.#current = undefined;
    this.#told(this.#strokes);
  }

  undo(): void {
    this.#current = undefined;
    this.#strokes = this.#strokes.filter((stroke) => strength(stroke, Date.now()) > 0).slice(0, -1);
    this.#told(this.#strokes);
  }

  clear(): void {
    this.#current = undefined;
    this.#strokes = [];
    this.#told(this.#strokes);
  }
}
