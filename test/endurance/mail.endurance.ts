import { promise } from './report/promise.ts';
import { expectSuite } from './suite.ts';

promise('Mail goes once', 'the server is killed between sending and confirmation', 5, (line) =>
  expectSuite(line, 'test/notifications/killed.test.ts'),
);
