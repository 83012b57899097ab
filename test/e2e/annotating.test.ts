import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { AnnotationDocument } from '../../src/browser/wire/annotation.ts';
import { getEdit } from '../../src/media/edit.ts';
import { getAnnotations, saveAnnotations } from '../../src/messages/annotation.ts';
import * as films from '../media/films.ts';
import { figure, words } from '../messages/annotations.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('annotating a message', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let author: Awaited<ReturnType<typeof makeMember>>;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    author = await makeMember(world);
    origin = await running(world);
    browser = await openBrowser();
  });

  it('an author draws, takes back, and finds it all again after a reload', async () => {
    const { page, complaints, message } = await annotating();
    await page.getByRole('button', { name: 'Arrow' }).click();
    await drag(page, [0.2, 0.2], [0.6, 0.5]);
    await entry(page, 'Arrow').waitFor();
    await page.keyboard.press('b');
    await drag(page, [0.1, 0.6], [0.3, 0.8]);
    await entry(page, 'Box').waitFor();
    await page.keyboard.press('Control+z');
    await entry(page, 'Box').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+Shift+z');
    await entry(page, 'Box').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.keyboard.press('t');
    await drag(page, [0.1, 0.1], [0.1, 0.1]);
    await page.getByRole('textbox', { name: 'Text' }).fill('Press <b>here</b>');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Pen' }).click();
    await drag(page, [0.5, 0.8], [0.9, 0.9]);
    await entry(page, 'Pen').waitFor();
    await expectNoSeriousViolations(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    for (const name of ['Arrow', 'Text: Press <b>here</b>', 'Pen']) await entry(page, name).waitFor();
    expect(await entry(page, 'Box').count()).to.equal(0);
    const { annotations } = await getAnnotations(world.db, message.id);
    const [arrow] = annotations.filter((annotation) => 'from' in annotation);
    expect(arrow?.from.map((value) => value.toFixed(1))).to.deep.equal(['0.2', '0.2']);
    expect(complaints).to.deep.equal([]);
  });

  it('everything is done by keyboard too: drawing, moving, giving it a time, deleting', async () => {
    const { page } = await annotating();
    await page.locator('svg.annotations').focus();
    await page.keyboard.press('n');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Text' }).fill('First');
    await page.getByRole('button', { name: 'Step 1: First', exact: true }).focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    await page.getByRole('slider', { name: 'Ends' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByText('0:00.0 to 0:02.9').waitFor();
    await saved(page, ({ annotations: [step] }) => step?.kind === 'step' && step.at.join() === '0.37,0.36');
    await entry(page, 'Step 1: First').focus();
    await page.keyboard.press('Delete');
    await entry(page, 'Step 1: First').waitFor({ state: 'detached' });
    await saved(page, ({ annotations }) => annotations.length === 0);
  });

  it('what is drawn without a connection is kept in the tab, and saved once there is one', async () => {
    const { page, message } = await annotating(phone);
    await page.route('**/annotations', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await page.getByRole('button', { name: 'Ellipse' }).click();
    await drag(page, [0.2, 0.2], [0.6, 0.6]);
    await page.getByText('The server cannot be reached. What you drew is kept in this tab').waitFor();
    await page.reload();
    await entry(page, 'Ellipse').waitFor();
    expect((await getAnnotations(world.db, message.id)).annotations).to.deep.equal([]);
    await page.unroute('**/annotations');
    await page.reload();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect((await getAnnotations(world.db, message.id)).annotations).to.have.length(1);
  });

  it('a part of the picture is hidden from everybody once its author says so, and not before', async () => {
    const { page, message } = await annotating();
    await page.keyboard.press('r');
    await drag(page, [0.5, 0.5], [0.9, 0.9]);
    await entry(page, 'Hidden part').waitFor();
    await page.getByLabel('Covered').check();
    await page.getByText('Others see these parts until you hide them.').waitFor();
    await page.reload();
    await entry(page, 'Hidden part').waitFor();
    expect((await getEdit(world.db, message.clipId)).regions).to.deep.equal([]);
    await page.getByRole('button', { name: 'Hide for everybody' }).click();
    await page.getByText('Nobody else sees these parts any more.').waitFor();
    const [region] = (await getEdit(world.db, message.clipId)).regions;
    expect(region?.look).to.equal('solid');
    expect([region?.x, region?.width].map((value) => value?.toFixed(1))).to.deep.equal(['0.5', '0.4']);
    await page.reload();
    await entry(page, 'Hidden part').waitFor();
    expect(await page.getByRole('button', { name: 'Hide for everybody' }).isVisible()).to.equal(false);
  });

  it('two who draw at once keep what both drew', async () => {
    const { page, message } = await annotating();
    await saveAnnotations(world, message.id, { annotations: [words({ text: 'Theirs' })], revision: 0 });
    await page.keyboard.press('a');
    await drag(page, [0.2, 0.2], [0.6, 0.5]);
    await entry(page, 'Text: Theirs').waitFor();
    await entry(page, 'Arrow').waitFor();
    await saved(page, ({ annotations }) => annotations.length === 2);
  });

  it('a viewer sees each at its moment, also in full screen, and at the end the author’s button', async () => {
    const { message, path } = await made({ actionLabel: 'Book a call', actionUrl: 'https://marlow.example/book' });
    const annotations = [figure('arrow', { span: { start: 0.5, end: 1 } }), words({ span: { start: 1.5, end: 2.5 } })];
    await saveAnnotations(world, message.id, { annotations, revision: 0 });
    const { page, complaints } = await openPage(browser, { viewport: phone });
    await page.goto(origin + path);
    const drawn = page.locator('svg.annotations');
    await drawn.waitFor({ state: 'attached' });
    expect(await drawn.locator('g').count()).to.equal(0);
    await page.getByRole('link', { name: 'Text: Press here' }).click();
    await drawn.getByText('Press here').waitFor();
    await page.getByRole('link', { name: /Arrow/ }).click();
    await drawn.locator('path').first().waitFor();
    await drawn.getByText('Press here').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'enter fullscreen mode' }).click();
    await page.locator('figure:fullscreen svg.annotations path').first().waitFor();
    const layer = (await drawn.boundingBox())!;
    expect([layer.width, layer.height > phone.height / 2]).to.deep.equal([phone.width, true]);
    await page.getByRole('button', { name: 'exit fullscreen mode' }).click();
    await expectNoSeriousViolations(page);
    expect(await page.getByRole('link', { name: 'Book a call' }).count()).to.equal(1);
    await page.locator('[data-player] video').evaluate((film: { currentTime: number; play(): void }) => {
      film.currentTime = 2.6;
      film.play();
    });
    await page.locator('[data-player]').getByRole('link', { name: 'Book a call' }).waitFor();
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  it('a film held upright is seen whole, and what is drawn lies where it was drawn', async () => {
    const size = ['-f', 'lavfi', '-i', 'testsrc=s=180x320:r=15:d=2'];
    const { message, path } = await made({ film: films.film('held-upright.mp4', ...size, '-pix_fmt', 'yuv420p') });
    await saveAnnotations(world, message.id, {
      annotations: [figure('box', { from: [0, 0], to: [1, 1] })],
      revision: 0,
    });
    const { page } = await openPage(browser, desktop);
    await page.goto(origin + path);
    const box = (await page.locator('svg.annotations rect').first().boundingBox())!;
    const film = (await page.locator('[data-player] video').boundingBox())!;
    const frame = (await page.locator('[data-player] media-controller').boundingBox())!;
    expect(film).to.deep.equal(frame);
    expect(box.width / box.height).to.be.closeTo(180 / 320, 0.03);
    expect(box.height).to.be.closeTo(frame.height, 20);
  });

  function made(given: Parameters<typeof makeMessage>[2] = {}) {
    const segments = [{ start: 0, end: 2, text: 'This is the new switchboard.' }];
    return makeMessage(world, author, { film: films.phoneFilm(3), segments, ...given });
  }

  async function annotating(viewport: BrowserContextOptions['viewport'] = desktop.viewport) {
    const opened = await openPage(browser, { viewport });
    const { page } = opened;
    const { message } = await made();
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(author.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Messages' }).waitFor();
    await page.goto(`${origin}/messages/${message.id}`);
    await page.getByRole('link', { name: 'Annotate' }).click();
    await page.locator('[data-annotating][data-ready]').waitFor();
    return { ...opened, message };
  }

  /** What the server has is, sooner or later, what it should be. */
  async function saved(page: Page, isRight: (document: AnnotationDocument) => boolean): Promise<void> {
    const id = /messages\/(\w+)/.exec(page.url())?.[1] ?? '';
    await until(async () => isRight(await getAnnotations(world.db, id)), 30);
  }
});

/** An entry of the list beside the picture. */
function entry(page: Page, name: string) {
  const goesThere = page.getByRole('region', { name: 'Annotations' }).locator('[data-goes]');
  return goesThere.filter({ has: page.getByText(name, { exact: true }) });
}

type Place = [x: number, y: number];

/** Presses at a place in the picture, in fractions of it, and lets go at another. */
async function drag(page: Page, from: Place, to: Place): Promise<void> {
  await page.locator('svg.annotations').scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await page.locator('svg.annotations').boundingBox())!;
  const at = ([fx, fy]: Place) => [x + fx * width, y + fy * height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 8 });
  await page.mouse.up();
}
