import fs from 'node:fs';
import { expect } from 'chai';
import type { Browser, Route } from 'playwright-core';
import type { Form } from '../../src/forms/form.ts';
import { findClip } from '../../src/media/clip.ts';
import { phoneFilm, written } from '../media/films.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('a file that is chosen', function () {
  this.timeout(90_000);
  let browser: Browser;
  let world: World;
  let origin: string;

  before(async () => {
    browser = await openBrowser();
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
  });

  const begin = async (form: Form) => {
    const opened = await openPage(browser);
    await opened.page.goto(`${origin}/f/${form.slug}`);
    await press(opened.page, 'Start');
    await opened.page.waitForURL('**/1');
    return opened;
  };
  const portfolio = () => {
    const bytes = Buffer.alloc(5_000_000, 'A page of a portfolio. ');
    return { bytes, file: written('portfolio.pdf', bytes) };
  };
  const clipOf = async (form: Form) => {
    const [row]: { clip_id: string }[] = await world
      .db('answers')
      .join('responses', 'responses.id', 'answers.response_id')
      .where({ form_id: form.id })
      .select('clip_id');
    return (await findClip(world.db, row!.clip_id))!;
  };

  it('is sent at once, and stands byte for byte on the server with its name', async () => {
    const form = await make.form(world, { questions: [make.question({ type: 'file', text: 'Your portfolio?' })] });
    const { page, complaints } = await begin(form);
    const { bytes, file } = portfolio();
    await page.getByLabel('Choose a file').setInputFiles(file);
    await page.getByText('Your file is safe.').waitFor();
    await page.getByText('5.0 of 5.0 MB is safe').waitFor();
    await press(page, 'Next');
    await page.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
    const clip = await clipOf(form);
    expect(clip).to.include({ originalName: 'portfolio.pdf', kind: 'file', state: 'ready' });
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original')).equals(bytes)).to.equal(true);
    expect(complaints).to.deep.equal([]);
  });

  it('is sent although it was chosen before the page was all there', async () => {
    const form = await make.form(world, { questions: [make.question({ type: 'file', text: 'Already?' })] });
    const { page, context } = await openPage(browser);
    await page.goto(`${origin}/f/${form.slug}`);
    const asked = new Promise<Route>((resolve) => context.route('**/build/answering.js', resolve));
    await page.getByRole('button', { name: 'Start' }).click({ noWaitAfter: true });
    await page.getByLabel('Choose a file').setInputFiles(portfolio().file);
    await (await asked).continue();
    await page.getByText('Your file is safe.').waitFor();
  });

  it('is kept on the device when the connection is lost, and sent by the next page', async () => {
    const form = await make.form(world, { questions: [make.question({ type: 'file', text: 'And yours?' })] });
    const { page, context } = await begin(form);
    await context.route('**/uploads/**', (route) => route.abort());
    await page.getByLabel('Choose a file').setInputFiles(portfolio().file);
    await page.getByText('Your file is kept on this device and sent by itself.').waitFor();
    await press(page, 'Next');
    await page.getByText('Question 1 is still on the way').waitFor();
    await context.unroute('**/uploads/**');
    await page.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
  });

  it('in place of a recording is looked into, and is the answer', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'On camera?', kinds: ['video'] })] });
    const { page } = await begin(form);
    await page.evaluate(`document.getElementById('file-choice').classList.remove('plain')`);
    const field = page.getByLabel('Or choose a video that you have');
    await field.setInputFiles({
      name: 'letter.mp4',
      mimeType: 'video/mp4',
      buffer: Buffer.from('Dear all, this is no film.'),
    });
    await press(page, 'Send this file');
    await page.getByText('We could not read this recording.').waitFor();
    await field.setInputFiles(phoneFilm());
    await press(page, 'Send this file');
    await page.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
    expect((await clipOf(form)).declaredSeconds).to.be.closeTo(3, 0.2);
  });
});
