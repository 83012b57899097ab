import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { createApp } from '../../src/app.ts';
import type { Form } from '../../src/forms/form.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press, record } from '../support/recording.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const speech = path.join(packageRoot, 'test/fixtures/speech/jfk.wav');

describe('a respondent on a phone', function () {
  this.timeout(90_000);
  let browser: Browser;
  let world: World;
  let origin: string;

  before(async () => {
    execFileSync(process.execPath, [path.join(packageRoot, 'src/build-browser.mjs')]);
    browser = await openBrowser(speech);
    world = await makeWorld(withoutSpeech);
    const server = http.createServer(createApp(world)).listen(0);
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    after(() => server.close());
  });

  const begin = async (form: Form, options?: Parameters<typeof openPage>[1]) => {
    const opened = await openPage(browser, options);
    await opened.page.goto(`${origin}/f/${form.slug}`);
    await opened.page.getByRole('button', { name: 'Start' }).click();
    await opened.page.waitForURL(/\/1$/);
    return opened;
  };

  it('answers by video, voice and text, reloads in between, and submits', async () => {
    const questions = ['What drew you here?', 'And what else?', 'When could you start?'].map((text) =>
      make.question({ text }),
    );
    const form = await make.form(world, { questions });
    const { page, complaints } = await begin(form);
    await expectNoSeriousViolations(page);

    await press(page, 'Record video');
    await record(page, 3);
    await expectNoSeriousViolations(page);
    await press(page, 'Use this take');
    await page.getByText('1 answer is safe').waitFor();
    await page.reload();
    await press(page, 'Play');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(page, 'Next');

    await page.getByRole('heading', { name: 'And what else?' }).waitFor();
    await press(page, 'Record voice');
    await record(page, 2);
    await press(page, 'Use this take');
    await press(page, 'Next');

    await page.getByRole('heading', { name: 'When could you start?' }).waitFor();
    await press(page, 'Type an answer');
    await page.getByRole('textbox', { name: 'Your answer' }).fill('In January, in Leeds.');
    await page.getByText('Saved').waitFor();
    await page.reload();
    expect(await page.getByRole('textbox', { name: 'Your answer' }).inputValue()).to.equal('In January, in Leeds.');
    await press(page, 'Next');

    await page.getByRole('heading', { name: '3 of 3 answers are safe' }).waitFor();
    await expectNoSeriousViolations(page);
    await page.getByLabel('Your name').fill('Amara Osei');
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await press(page, 'Submit');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();

    const clip = await world
      .db('clips')
      .where({ kind: 'video' })
      .first<{ id: string; declared_seconds: number; mime: string }>();
    expect(clip.declared_seconds).to.be.within(2.5, 10);
    expect(clip.mime).to.include('h264');
    expect(fs.statSync(world.storage.clip(clip.id, 'original')).size).to.be.above(50_000);
    expect(complaints).to.deep.equal([]);
  });

  it('may record again; the take that is not used is never seen', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'Again?', takesAllowed: 2 })] });
    const { page } = await begin(form);
    await press(page, 'Record voice');
    await page.getByText('Take 1 of 2').waitFor();
    await record(page, 1);
    await press(page, 'Record again');
    await page.getByText('Take 2 of 2').waitFor();
    await record(page, 1);
    await press(page, 'Use this take');
    await press(page, 'Record again');
    await page.getByText('You have used all 2 takes').waitFor();
    expect(await page.getByRole('button', { name: 'Next' }).isEnabled()).to.equal(true);
  });

  it('is stopped at the time limit, and keeps what was said', async () => {
    const form = await make.form(world, {
      questions: [make.question({ text: 'Briefly?', timeLimit: 10, thinkingTime: 1 })],
    });
    const { page } = await begin(form);
    await press(page, 'Record voice');
    await page.getByRole('button', { name: 'Stop recording' }).waitFor();
    await page.getByRole('button', { name: 'Use this take' }).waitFor({ timeout: 15_000 });
    await page.getByText('0:10 of 0:10 is safe').waitFor();
  });

  it('loses nothing when the connection is lost while recording, and when it is lost while typing', async () => {
    const questions = [make.question({ text: 'On the train?' }), make.textQuestion({ text: 'And now?' })];
    const { page, context } = await begin(await make.form(world, { questions }));
    await press(page, 'Record video');
    await press(page, 'Start recording');
    await page.getByRole('button', { name: 'Stop recording' }).waitFor();
    await context.setOffline(true);
    await page.getByText('Offline. Your recording is safe on this device').waitFor();
    await press(page, 'Stop recording');
    await page.getByRole('button', { name: 'Use this take' }).waitFor();
    await context.setOffline(false);
    await page.getByText('Safe on the server').waitFor({ timeout: 20_000 });
    await press(page, 'Use this take');
    await press(page, 'Next');

    await page.getByRole('heading', { name: 'And now?' }).waitFor();
    await context.setOffline(true);
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Still here.');
    await press(page, 'Next');
    await page.getByText('The connection is lost. Nothing you entered is').waitFor();
    await context.setOffline(false);
    await press(page, 'Next');
    await page.getByRole('heading', { name: '2 of 2 answers are safe' }).waitFor();
  });

  it('who leaves the page before everything is sent finds it sent by the next one', async () => {
    const questions = [make.question({ text: 'In a hurry?' }), make.textQuestion()];
    const form = await make.form(world, { questions });
    const { page, context } = await begin(form);
    await context.route('**/uploads/**', (route) =>
      route.request().method() === 'PATCH' ? route.abort() : route.continue(),
    );
    await press(page, 'Record voice');
    await record(page, 1);
    await press(page, 'Use this take');
    await page.getByText('Sending', { exact: true }).waitFor();
    await page.goto(`${origin}/f/${form.slug}/finish`);
    await page.getByText('Question 1 is still on the way').waitFor();
    await context.unroute('**/uploads/**');
    await page.getByRole('heading', { name: '1 of 2 answers is safe' }).waitFor({ timeout: 20_000 });
  });

  it('is told why the camera does not open, and can write instead', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'No camera?' })] });
    const { page } = await openPage(browser);
    await page.addInitScript(
      `navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`,
    );
    await page.goto(`${origin}/f/${form.slug}`);
    await press(page, 'Start');
    await press(page, 'Record video');
    await page.getByText('This page may not use your camera yet').waitFor();
    await page.getByLabel('Or choose a video that you have').waitFor();
    await expectNoSeriousViolations(page);
    await press(page, 'Type an answer');
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Then in writing.');
    await press(page, 'Next');
    await page.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
  });

  it('is told what is wrong without anything being posted twice, and goes on from there', async () => {
    const form = await make.form(world, { questions: [make.textQuestion({ required: false })] });
    const { page } = await begin(form);
    const posted: string[] = [];
    page.on('request', (sent) => sent.method() === 'POST' && posted.push(new URL(sent.url()).pathname));
    await press(page, 'Next');
    await page.getByLabel('Your name').fill('Amara Osei');
    await press(page, 'Submit');
    await page.getByText('Tick this to submit your answers.').waitFor();
    expect(await page.getByLabel('Your name').inputValue()).to.equal('Amara Osei');
    expect(posted.filter((where) => where.endsWith('/submission'))).to.have.length(1);
    await page.getByRole('checkbox').check();
    await press(page, 'Submit');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  });

  it('is told when a take cannot be read, and may record it again', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'Tell us.', takesAllowed: 1 })] });
    const { page } = await begin(form);
    await press(page, 'Record voice');
    await page.evaluate(() => (Blob.prototype.arrayBuffer = async () => new TextEncoder().encode('no take').buffer));
    await record(page, 2);
    await page.getByText('We could not read this recording. Record it again').waitFor();
    await press(page, 'Record again');
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
  });

  it('answers without any script', async () => {
    const form = await make.form(world, { questions: [make.question({ text: 'Plainly?' })] });
    const { page } = await begin(form, { viewport: phone, javaScriptEnabled: false });
    await page.getByLabel('Or choose a video that you have').waitFor();
    await page.getByRole('textbox', { name: 'Your answer' }).fill('Plainly.');
    await press(page, 'Next');
    await page.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
  });

  it('fits a screen of 320 pixels', async () => {
    const { page } = await begin(await make.form(world), { viewport: { width: 320, height: 640 } });
    await press(page, 'Record video');
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(320);
  });
});
