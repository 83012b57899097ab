import { leavesEnough, tidied, type Cut } from './cuts.ts';

/** What is cut, with everything that can be undone. Whoever shows it is told of each change. */
export class Edit extends EventTarget {
  readonly seconds: number;
  /** What the server has. */
  #saved: Cut[];
  #past: Cut[][] = [];
  #future: Cut[][] = [];
  #cuts: Cut[];
  /** While something is dragged. */
  #passing: Cut[] | undefined;

  constructor(cuts: Cut[], seconds: number) {
    super();
    this.seconds = seconds;
    this.#cuts = cuts;
    this.#saved = cuts;
  }

  get cuts(): Cut[] {
    return this.#passing ?? this.#cuts;
  }

  get isSaved(): boolean {
    return same(this.#cuts, this.#saved);
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** False where too little would be left: then nothing is changed. */
  change(cuts: Cut[]): boolean {
    const next = tidied(cuts, this.seconds);
    this.#passing = undefined;
    const isPossible = leavesEnough(next, this.seconds);
    if (isPossible && !same(next, this.#cuts)) {
      this.#past.push(this.#cuts);
      this.#future = [];
      this.#cuts = next;
    }
    this.#tell();
    return isPossible;
  }

  /** Shows a change that is still being made. */
  pass(cuts: Cut[]): void {
    const next = tidied(cuts, this.seconds);
    if (leavesEnough(next, this.seconds)) this.#passing = next;
    this.#tell();
  }

  undo(): void {
    this.#go(this.#past, this.#future);
  }

  redo(): void {
    this.#go(this.#future, this.#past);
  }

  saved(cuts: Cut[]): void {
    this.#saved = cuts;
    this.#tell();
  }

  #go(from: Cut[][], to: Cut[][]): void {
    const cuts = from.pop();
    if (!cuts) return;
    to.push(this.#cuts);
    this.#cuts = cuts;
    this.#tell();
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

function same(a: Cut[], b: Cut[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
