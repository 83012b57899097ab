import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Piece, TakeFinished } from '../../src/browser/wire.ts';
import type { Form } from '../../src/forms/form.ts';
import { findClip } from '../../src/media/clip.ts';
import { packageRoot } from '../../src/platform/config.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press, recordedAtLeast, startRecording } from '../support/recording.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('in the middle of a take', function () {
  this.timeout(120_000);
  let browser: Browser;
  let world: World;
  let server: ServerProcess;

  before(async () => {
    execFileSync(process.execPath, [path.join(packageRoot, 'src/build-browser.mjs')]);
    browser = await openBrowser();
    world = await makeWorld(withoutSpeech);
    server = await ServerProcess.start(world.config.storageDir);
  });

  it('the server dies, twice: the submitted answer is whole', async () => {
    const { page, form, spooled } = await begin();
    await startRecording(page, 2);
    await server.kill();
    await page.getByText('Offline. Your recording is safe on this device').waitFor();
    await server.restart();
    await recordedAtLeast(page, 6).waitFor();
    await server.kill();
    await recordedAtLeast(page, 8).waitFor();
    await server.restart();
    await press(page, 'Stop recording');
    await press(page, 'Use this take');
    await submit(page);
    await expectWhole(form, spooled);
  });

  it('the connection is lost: the submitted answer is whole', async () => {
    const { page, context, form, spooled } = await begin();
    await startRecording(page, 2);
    await context.setOffline(true);
    await recordedAtLeast(page, 5).waitFor();
    await press(page, 'Stop recording');
    await page.getByText('Offline. Your recording is safe on this device').waitFor();
    await context.setOffline(false);
    await press(page, 'Use this take');
    await submit(page);
    await expectWhole(form, spooled);
  });

  it('the tab dies: the next page offers what was recorded, and the submitted answer is whole', async () => {
    const { page, context, form, spooled } = await begin();
    await startRecording(page, 4);
    await crash(page, context);
    const again = await context.newPage();
    await again.goto(`${server.origin}/f/${form.slug}`);
    await again.getByText(/^We kept your recording from .+, 0:\d\d long\./).waitFor();
    await press(again, 'Play');
    await again.getByRole('button', { name: 'Pause' }).waitFor();
    await press(again, 'Use this take');
    await submit(again);
    await expectWhole(form, spooled);
  });

  it('the page is reloaded after the take was sent and before it was used: it is offered again', async () => {
    const { page, form } = await begin();
    await startRecording(page, 1);
    await press(page, 'Stop recording');
    await page.getByText('Safe on the server').waitFor();
    await page.reload();
    await page.getByText('We kept your recording').waitFor();
    await press(page, 'Play');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await press(page, 'Use this take');
    await page.getByText('1 answer is safe').waitFor();
    expect(
      await world.db('takes').join('responses', 'responses.id', 'response_id').where({ form_id: form.id }),
    ).to.have.length(1);
  });

  it('a take that was chosen while there was no connection is the answer, although the page was closed before', async () => {
    const { page, context, form } = await begin();
    await startRecording(page, 1);
    await press(page, 'Stop recording');
    await page.getByText('Safe on the server').waitFor();
    await context.route('**/choice', (route) => route.abort());
    await press(page, 'Use this take');
    await page.getByText('Offline. Your recording is safe on this device.').waitFor();
    await page.close();
    await context.unroute('**/choice');
    const again = await context.newPage();
    await again.goto(`${server.origin}/f/${form.slug}`);
    await again.getByText('1 answer is safe').waitFor();
    await press(again, 'Next');
    await again.getByRole('heading', { name: '1 of 1 answer is safe' }).waitFor();
  });

  it('what was kept may be discarded, and is gone from the server', async () => {
    const { page, form } = await begin();
    await startRecording(page, 1);
    await press(page, 'Stop recording');
    await page.getByText('Safe on the server').waitFor();
    await page.reload();
    page.once('dialog', (dialog) => void dialog.accept());
    const erased = page.waitForResponse((response) => response.request().method() === 'DELETE');
    await press(page, 'Discard');
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    await erased;
    await page.reload();
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    expect(await page.getByText('We kept your recording').isVisible()).to.equal(false);
    const { clip_id: id } = (await takesOf(form))[0]!;
    expect(await findClip(world.db, id)).to.equal(undefined);
  });

  async function begin() {
    const form = await make.form(world, { askEmail: 'off', questions: [make.question({ text: 'And then?' })] });
    const { page, context } = await openPage(browser);
    const spooled: Piece[] = [];
    context.on('request', (request) => {
      if (request.url().endsWith('/confirmation'))
        spooled.splice(0, Infinity, ...(request.postDataJSON() as TakeFinished).pieces);
    });
    await page.goto(`${server.origin}/f/${form.slug}`);
    await press(page, 'Start');
    await press(page, 'Record video');
    return { page, context, form, spooled };
  }

  async function submit(page: Page): Promise<void> {
    await page.getByText('1 answer is safe').waitFor({ timeout: 40_000 });
    await press(page, 'Next');
    await page.getByLabel('Your name').fill('Amara Osei');
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await press(page, 'Submit');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  }

  function takesOf(form: Form): Promise<{ clip_id: string }[]> {
    return world
      .db('takes')
      .join('responses', 'responses.id', 'response_id')
      .where({ form_id: form.id })
      .select('clip_id');
  }

  /** Byte for byte what was spooled, and as long as was recorded. */
  async function expectWhole(form: Form, spooled: Piece[]): Promise<void> {
    const [take] = await takesOf(form);
    const bytes = fs.readFileSync(world.storage.clip(take!.clip_id, 'original'));
    let at = 0;
    for (const piece of spooled) {
      const sha256 = createHash('sha256')
        .update(bytes.subarray(at, (at += piece.bytes)))
        .digest('hex');
      expect(sha256).to.equal(piece.sha256);
    }
    expect(at).to.equal(bytes.length).and.above(0);
    const clip = await ready(take!.clip_id);
    expect(clip.partial).to.equal(false);
    expect(clip.seconds).to.be.closeTo(clip.declaredSeconds!, 0.5);
  }

  async function ready(id: string) {
    for (;;) {
      const clip = (await findClip(world.db, id))!;
      if (clip.state === 'ready') return clip;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});

/** The process that shows the page is ended, as when memory runs out. */
async function crash(page: Page, context: BrowserContext): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  await Promise.race([devtools.send('Page.crash'), crashed]);
  await crashed;
}
