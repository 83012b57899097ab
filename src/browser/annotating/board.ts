import type { Mark } from './mark.ts';

/** How many steps can be undone. */
const mostSteps = 200;

/** All that is drawn, what of it is chosen, and how to get back to what was before. */
export class Board {
  marks: Mark[] = [];
  /** The id of the chosen one. */
  chosen: string | undefined;
  #past: Mark[][] = [];
  #future: Mark[][] = [];
  #gesture: string | undefined;
  readonly #listeners: (() => void)[] = [];

  /** Called after every change of the drawing or of what is chosen. */
  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  get mark(): Mark | undefined {
    return this.find(this.chosen);
  }

  find(id: string | undefined): Mark | undefined {
    return this.marks.find((mark) => mark.id === id);
  }

  /** Begins with what is stored: there is nothing to be undone. */
  load(marks: Mark[]): void {
    [this.marks, this.#past, this.#future] = [marks, [], []];
    this.#tell();
  }

  /** Takes over what came from elsewhere; what was done here can still be undone. */
  replace(marks: Mark[]): void {
    this.marks = marks;
    this.#tell();
  }

  /** What changes within one gesture, such as a drag or typing, is undone as one. */
  change(marks: Mark[], gesture?: string): void {
    if (gesture === undefined || gesture !== this.#gesture) this.#past = [...this.#past, this.marks].slice(-mostSteps);
    [this.marks, this.#future, this.#gesture] = [marks, [], gesture];
    this.#tell();
  }

  /** How it is drawn on, a gesture named by its id, is undone with it. */
  add(mark: Mark): void {
    this.chosen = mark.id;
    this.change([...this.marks, mark], mark.id);
  }

  update(mark: Mark, gesture?: string): void {
    this.change(
      this.marks.map((other) => (other.id === mark.id ? mark : other)),
      gesture,
    );
  }

  remove(id: string | undefined): void {
    if (!this.find(id)) return;
    this.change(this.marks.filter((mark) => mark.id !== id));
  }

  choose(id: string | undefined): void {
    if (id === this.chosen) return;
    [this.chosen, this.#gesture] = [id, undefined];
    this.#tell();
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  undo(): void {
    const before = this.#past.pop();
    if (!before) return;
    this.#future.push(this.marks);
    [this.marks, this.#gesture] = [before, undefined];
    this.#tell();
  }

  redo(): void {
    const after = this.#future.pop();
    if (!after) return;
    this.#past.push(this.marks);
    [this.marks, this.#gesture] = [after, undefined];
    this.#tell();
  }

  #tell(): void {
    if (!this.find(this.chosen)) this.chosen = undefined;
    for (const listener of this.#listeners) listener();
  }
}
