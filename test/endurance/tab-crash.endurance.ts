import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { expect } from 'chai';
import { packageRoot } from '../../src/platform/config.ts';
import { filmPath } from '../media/films.ts';
import { promise } from './report/promise.ts';

const suite = 'test/e2e/nothing-lost.test.ts';

promise(
  'A tab crash or reload loses nothing already spooled',
  'the tests in a real browser are run, and hold',
  15,
  async (line) => {
    const { tests, passes, failures } = await run(suite);
    line.did(`${suite}, in a real browser: ${passes.map(({ title }) => `“${title}”`).join(', ')}.`);
    line.found(`${passes.length} of ${tests.length} pass`);
    expect(failures.map(({ title }) => title)).to.deep.equal([]);
    expect(passes).to.not.deep.equal([]);
  },
);

interface Results {
  tests: Titled[];
  passes: Titled[];
  failures: Titled[];
}

interface Titled {
  title: string;
}

async function run(file: string): Promise<Results> {
  const output = filmPath('results.json');
  const child = spawn('npx', ['mocha', '--reporter', 'json', '--reporter-option', `output=${output}`, file], {
    cwd: packageRoot,
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return JSON.parse(fs.readFileSync(output, 'utf8')) as Results;
}
