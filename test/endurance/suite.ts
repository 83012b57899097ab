import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { expect } from 'chai';
import { packageRoot } from '../../src/platform/config.ts';
import { filmPath } from '../media/films.ts';
import type { Line } from './report/promise.ts';

/** Runs a file of the suite, which tests the promise already, and tells how it went. */
export async function expectSuite(line: Line, file: string): Promise<void> {
  const { tests, passes, failures } = await run(file);
  line.did(`${file}: ${passes.map(({ title }) => `“${title}”`).join(', ')}.`);
  line.found(`${passes.length} of ${tests.length} pass`);
  expect(failures.map(({ title }) => title)).to.deep.equal([]);
  expect(passes).to.not.deep.equal([]);
}

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
