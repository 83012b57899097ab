import { it, type Test } from 'mocha';
import { endAll } from '../../support/ending.ts';
import type { Promised } from './promises.ts';

/** A line of the report: what was done, and what came of it. Both are told by the test as it goes. */
export class Line {
  readonly promised: Promised;
  readonly done: string[] = [];
  readonly figures: string[] = [];

  constructor(promised: Promised) {
    this.promised = promised;
  }

  did(what: string): void {
    this.done.push(what);
  }

  found(figure: string): void {
    this.figures.push(figure);
  }
}

export type TestWithLine = Test & { line?: Line };

/**
 * A test of a promise, or of a part of it; it may take as many minutes as it says. What it started ends with it, so that
 * the next one has the machine to itself.
 */
export function promise(promised: Promised, part: string, minutes: number, work: (line: Line) => Promise<void>): void {
  it(`${promised}: ${part}`, async function () {
    this.timeout(minutes * 60_000);
    const line = new Line(promised);
    (this.test as TestWithLine).line = line;
    await work(line).finally(endAll);
  });
}
