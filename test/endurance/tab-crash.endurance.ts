import { promise } from './report/promise.ts';
import { expectSuite } from './suite.ts';

promise(
  'A tab crash or reload loses nothing already spooled',
  'the tests in a real browser are run, and hold',
  15,
  (line) => expectSuite(line, 'test/e2e/nothing-lost.test.ts'),
);
