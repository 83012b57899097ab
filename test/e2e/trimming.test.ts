import fs from 'node:fs';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { getEdit } from '../../src/media/edit.ts';
import { storyboard } from '../../src/media/storyboard.ts';
import { heardMoment, telling } from '../media/edited-films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const segments = [
  { start: 0, end: 2, text: 'Here is the plan.' },
  { start: 2, end: 4, text: 'The budget is a secret.' },
  { start: 4, end: 6, text: 'And that was all.' },
];

describe('trimming a message', function () {
  this.timeout(120_000);
  let world: World;
  let author: Member;
  let origin: string;
  let browser: Browser;

  let made: Awaited<ReturnType<typeof makeMessage>>;
  let signedIn: NonNullable<BrowserContextOptions['storageState']>;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    author = await makeMember(world);
    made = await makeMessage(world, author, { film: telling('baseline'), segments });
    await storyboard.now(world, { clipId: made.message.clipId });
    origin = await running(world);
    browser = await openBrowser();
    signedIn = await signIn();
  });

  it('words that are selected are removed, which can be undone, done again and restored', async () => {
    const { page } = await trimming();
    await page.getByRole('option', { name: 'budget' }).click();
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByRole('button', { name: 'Remove selection' }).click();
    await page.getByText('Not saved yet.').waitFor();
    const struck = () => page.locator('[data-cut]').allTextContents();
    expect(await struck()).to.deep.equal(['budget', 'is']);
    await page.keyboard.press('Control+z');
    await page.getByText('Nothing is cut.').waitFor();
    await page.getByRole('button', { name: 'Redo' }).click();
    expect(await struck()).to.deep.equal(['budget', 'is']);
    await page.getByRole('button', { name: /^Restore 0:02/ }).click();
    await page.getByText('Nothing is cut.').waitFor();
  });

  it('the ends are moved by keys and by dragging, and a middle part is selected on the strip', async () => {
    const { page } = await trimming();
    const start = page.getByRole('slider', { name: 'Start' });
    await start.focus();
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.getByText('0:00.0 to 0:01.1').waitFor();
    const strip = (await page.locator('[data-strip]').boundingBox())!;
    const at = (seconds: number) => [strip.x + (seconds / 6) * strip.width, strip.y + 20] as const;
    await drag(page, at(6), at(5));
    await page.getByText(/0:0[45]\.\d to 0:06\.0/).waitFor();
    await drag(page, at(2), at(3));
    await page.getByRole('button', { name: 'Remove selection' }).click();
    await page.getByRole('slider', { name: 'Cut 1 begins' }).waitFor();
    expect(
      await page.getByRole('listitem').filter({ hasText: 'Restore 0:0' }).or(page.locator('[data-cuts] li')).count(),
    ).to.equal(3);
  });

  it('what is cut is jumped over while it plays, before anything is saved', async () => {
    const { page } = await trimming();
    await sentence(page, '0:00').locator('..').getByRole('button', { name: 'Remove this sentence' }).click();
    await sentence(page, '0:02').locator('..').getByRole('button', { name: 'Remove this sentence' }).click();
    await page.getByRole('button', { name: 'Play what is left' }).click();
    await page.waitForFunction(`document.querySelector('video').currentTime > 4`);
    expect(
      await page.evaluate(
        `[...Array(document.querySelector('video').played.length).keys()].some((i) => document.querySelector('video').played.start(i) > 3.9)`,
      ),
    ).to.equal(true);
  });

  it('silences are shown before they are removed', async () => {
    const quiet = telling('baseline', '-af', "volume=0:enable='between(t,2,4)'");
    const { message } = await makeMessage(world, author, { film: quiet, segments });
    const { page } = await trimming({ viewport: { width: 1280, height: 900 } }, message.id);
    await page.getByRole('button', { name: 'Remove silences' }).click();
    const question = page.getByRole('dialog', { name: 'Remove silences' });
    await question.getByText('1 silence would go, 1.6 seconds together.').waitFor();
    await question.getByRole('button', { name: 'Leave them' }).click();
    await page.getByText('Nothing is cut.').waitFor();
    await page.getByRole('button', { name: 'Remove silences' }).click();
    await question.getByRole('button', { name: 'Remove them' }).click();
    await page.getByText('0:02.2 to 0:03.8 (1.6 seconds)').waitFor();
  });

  it('captions are put right in place, and what they said before is kept', async () => {
    const { page, path } = await trimming();
    await sentence(page, '0:00').locator('..').getByRole('button', { name: 'Correct' }).click();
    await page.getByLabel('What was said').fill('Here <is> the plan, folks.');
    await page.getByRole('button', { name: 'Save words' }).click();
    await page.getByRole('option', { name: 'folks.' }).waitFor();
    await sentence(page, '0:00').locator('..').getByRole('button', { name: 'Correct' }).click();
    await page.getByText('Before').click();
    await page.getByText('Here is the plan.').waitFor();
    const stranger = (await openPage(browser)).page;
    await stranger.goto(`${origin}${path}`);
    const captions = await (await stranger.request.get(`${origin}${path}/captions`)).text();
    expect(captions).to.include('Here &lt;is&gt; the plan, folks.');
  });

  for (const [size, viewport] of Object.entries({ phone, desktop: { width: 1280, height: 900 } })) {
    it(`the page can be read by everybody, on a ${size}`, async () => {
      const { page } = await trimming({ viewport, colorScheme: size === 'phone' ? 'dark' : 'light' });
      await sentence(page, '0:02').locator('..').getByRole('button', { name: 'Remove this sentence' }).click();
      await expectNoSeriousViolations(page);
      const wide = await page.evaluate('document.documentElement.scrollWidth <= innerWidth');
      expect(wide).to.equal(true);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/trim-${size}.png`, fullPage: true });
    });
  }

  // The one that saves comes last: the others look at the same message.
  it('a sentence is removed by its words, and is gone from what a stranger hears and reads', async () => {
    const { page, message, path, complaints } = await trimming();
    await page.goto(`${origin}/messages/${message.id}`);
    await page.getByRole('link', { name: 'Trim' }).click();
    await page.locator('[data-ready]').waitFor();
    await sentence(page, '0:02').locator('..').getByRole('button', { name: 'Remove this sentence' }).click();
    await page.getByText('0:02.0 to 0:04.0 (2 seconds)').waitFor();
    await page.getByText('4 seconds of 6 seconds are left.').waitFor();
    await save(page);
    const stranger = (await openPage(browser)).page;
    await stranger.goto(`${origin}${path}`);
    await stranger.getByText('And that was all.').waitFor();
    expect(await stranger.getByText('secret').count()).to.equal(0);
    const film = await (await stranger.request.get(`${origin}${path}/play`)).body();
    const file = world.storage.temporary('.mp4');
    fs.writeFileSync(file, film);
    expect(heardMoment(file, 1.5)).to.be.closeTo(1.5, 0.06);
    expect(heardMoment(file, 2.5)).to.be.closeTo(4.5, 0.06);
    expect((await getEdit(world.db, message.clipId)).cuts).to.deep.equal([[2, 4]]);
    expect(complaints).to.deep.equal([]);
  });

  async function trimming(
    options: BrowserContextOptions = { viewport: { width: 1280, height: 900 } },
    messageId = made.message.id,
  ) {
    const { page, complaints } = await openPage(browser, { ...options, storageState: signedIn });
    await page.goto(`${origin}/messages/${messageId}/trim`);
    await page.locator('[data-ready]').waitFor();
    return { ...made, page, complaints };
  }

  async function signIn() {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(author.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Forms' }).first().waitFor();
    const state = await context.storageState();
    await context.close();
    return state;
  }

  function sentence(page: Page, at: string) {
    return page.getByRole('listbox', { name: `Words at ${at}` });
  }

  async function save(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('This is what others see.').waitFor({ timeout: 60_000 });
  }

  async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
  }
});
