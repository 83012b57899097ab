import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import { packageRoot } from '../../src/platform/config.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

describe('the weight of a respondent’s page', () => {
  before(() => {
    execFileSync(process.execPath, [path.join(packageRoot, 'src/build-browser.mjs')]);
  });

  it('is at most 60 KB of script and 15 KB of style, compressed, before the recorder is opened', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world, { questions: [make.question({ text: 'Tell us.' })] });
    const page = (await (await Respondent.started(app, form)).get('/1')).text;

    const scripts = await weigh(app, [...page.matchAll(/<script[^>]+src="([^"]+)"/g)]);
    const styles = await weigh(app, [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)]);
    expect(scripts).to.be.within(500, 60_000);
    expect(styles).to.be.within(500, 15_000);
  });
});

/** Bytes, compressed, of these files and of whatever they import before anybody presses anything. */
async function weigh(app: ReturnType<typeof createApp>, links: RegExpExecArray[]): Promise<number> {
  const waiting = links.map((link) => link[1] ?? '');
  const weights = new Map<string, number>();
  for (let url = waiting.pop(); url; url = waiting.pop()) {
    if (weights.has(url)) continue;
    const response = await request(app).get(url).responseType('blob');
    expect(response.status, url).to.equal(200);
    const text = String(response.body);
    weights.set(url, gzipSync(text).length);
    for (const [, imported = ''] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
      waiting.push(path.posix.join(path.posix.dirname(url), imported));
    }
  }
  return [...weights.values()].reduce((sum, bytes) => sum + bytes, 0);
}
