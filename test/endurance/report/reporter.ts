import mocha from 'mocha';
import type { Runner } from 'mocha';
import type { Line, TestWithLine } from './promise.ts';
import { promises, type Promised } from './promises.ts';
import { table, type Cells } from './table.ts';

type Result = 'yes' | 'NO';

/** The usual report of the tests as they run, and at the end one table of what was promised and what was found. */
export default class PromisesReporter extends mocha.reporters.Spec {
  readonly #lines: { line: Line; result: Result }[] = [];

  constructor(runner: Runner, options: mocha.MochaOptions) {
    super(runner, options);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END } = mocha.Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => this.#add(test, 'yes'));
    runner.on(EVENT_TEST_FAIL, (test) => this.#add(test, 'NO'));
    runner.once(EVENT_RUN_END, () => process.stdout.write(this.#table()));
  }

  #add({ line }: TestWithLine, result: Result): void {
    if (line) this.#lines.push({ line, result });
  }

  #table(): string {
    return Object.entries(promises)
      .map(([title, promised]) => `\n${title}\n\n${table(promised.flatMap((each) => this.#cells(each)))}`)
      .join('');
  }

  #cells(promised: Promised): Cells[] {
    const own = this.#lines.filter(({ line }) => line.promised === promised);
    if (own.length === 0) return [[promised, 'Not run.', '', '']];
    return own.map(({ line, result }, index) => [
      index === 0 ? promised : '',
      line.done.join(' '),
      line.figures.join(' · '),
      result,
    ]);
  }
}
