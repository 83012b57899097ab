import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import * as films from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { recordedResponse } from '../support/recorded.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };
const questions = ['What drew you to this role?', 'When could you start?', 'Tell us about a repair.'];

describe('reviewing a response', function () {
  this.timeout(120_000);
  let origin: string;
  let browser: Browser;
  let email: string;
  let review: string;

  before(async () => {
    const world = await makeWorld();
    const form = await make.form(world, {
      questions: questions.map((text) => make.question({ text })),
    });
    const id = await recordedResponse(world, form, [
      {
        film: films.phoneFilm(4),
        segments: [
          { start: 0.2, end: 1.8, text: 'I like to be where' },
          { start: 2, end: 3.8, text: 'the pumps are, and people.' },
        ],
      },
      'In March, and gladly.',
      {
        film: films.phoneFilm(5),
        segments: [{ start: 1.4, end: 4, text: 'The Pumps had stopped. I drew them first.' }],
      },
    ]);
    ({ email } = await makeMember(world));
    origin = await running(world);
    review = `${origin}/responses/${id}`;
    browser = await openBrowser();
  });

  it('words are found in all that was said, whatever their case and across phrases', async () => {
    const { page, complaints } = await reviewing();
    const find = page.getByRole('search');
    await page.keyboard.press('t');
    await page.keyboard.type('pumps');
    await find.getByText('1 of 2').waitFor();
    expect(await lit(page)).to.deep.equal(['pumps', 'Pumps']);
    await page.keyboard.press('Enter');
    await find.getByText('2 of 2').waitFor();
    await page.keyboard.press('Shift+Enter');
    await find.getByText('1 of 2').waitFor();
    await find.getByRole('button', { name: 'Next hit' }).click();
    await find.getByText('2 of 2').waitFor();
    await find.getByLabel('Find in transcripts').fill('where the');
    await find.getByText('1 of 1').waitFor();
    expect(await lit(page)).to.deep.equal(['where', 'the']);
    await page.keyboard.press('Escape');
    expect(await lit(page)).to.deep.equal([]);
    await page.keyboard.type('nobody said this');
    await find.getByText('Not found').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('a quote is copied with a link that leads to its moment, and leaves it to the person to play', async () => {
    const { page, complaints } = await reviewing();
    await answer(page, 3).getByRole('button', { name: 'Copy quote from 0:01' }).click();
    await page.getByText('Quote copied').waitFor();
    const [quote, link = ''] = (await copied(page)).split('\n');
    expect(quote).to.equal('“The Pumps had stopped. I drew them first.” — Amara Osei, 0:01');
    expect(link).to.match(/\?answer=\w+&t=1#answer-3$/);
    await page.goto(link);
    await answer(page, 3).getByText('0:01 / 0:05').waitFor();
    await page.locator('#answer-3 media-play-button:focus').waitFor();
    expect(await page.evaluate(`document.querySelector('#answer-3 video').paused`)).to.equal(true);
    expect(complaints).to.deep.equal([]);
  });

  it('words that somebody selects can be copied too, across phrases and without their times', async () => {
    const { page } = await reviewing();
    const words = (await answer(page, 1).locator('[data-start] > span').all()).map((phrase) => phrase.boundingBox());
    const [first, second] = await Promise.all(words);
    await page.mouse.move(first!.x + 1, first!.y + first!.height / 2);
    await page.mouse.down();
    await page.mouse.move(second!.x + second!.width - 1, second!.y + second!.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Copy quote', exact: true }).click();
    await page.getByText('Quote copied').waitFor();
    expect(await copied(page)).to.match(/^“I like to be where the pumps are, and people.?” — Amara Osei, 0:00\n/);
  });

  it('where the page may not copy, the quote is there to be copied', async () => {
    const { page } = await reviewing();
    await page.evaluate(`Object.defineProperty(navigator, 'clipboard', { value: undefined })`);
    await answer(page, 3).getByRole('button', { name: 'Copy quote from 0:01' }).click();
    const field = page.getByRole('dialog', { name: 'Copy this quote' }).getByRole('textbox');
    expect(await field.inputValue()).to.include('“The Pumps had stopped.');
  });

  it('all answers play with one press, what is written being shown for as long as it takes to read', async () => {
    const { page, complaints } = await reviewing({ viewport: phone });
    await answer(page, 1).getByRole('combobox', { name: 'Speed' }).selectOption('2.5');
    await page.getByRole('button', { name: 'Play the whole response' }).click();
    await page.getByText(/^1 of 3 · 0:0[1-4] of 0:09/).waitFor();
    await page.getByText(/^2 of 3 · 0:0[34] of 0:09/).waitFor();
    await page.locator('#answer-2[data-shown]').waitFor();
    await page.getByText('3 of 3').waitFor();
    await answer(page, 3).locator('[data-start][aria-current]').waitFor();
    expect(await page.locator('#answer-3').evaluate(isInSight)).to.equal(true);
    await page.getByRole('button', { name: 'Play the whole response' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('the whole response pauses, goes to another answer and goes on, by key and by its list', async () => {
    const { page } = await reviewing();
    await page.keyboard.press('p');
    await page.getByText(/^1 of 3 · 0:0[1-3]/).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('button', { name: 'Play the whole response' }).waitFor();
    await page.keyboard.press('p');
    await page.getByText(/^1 of 3 · 0:0[2-4]/).waitFor();
    await page
      .getByRole('navigation', { name: 'Answers' })
      .getByRole('link', { name: /^Tell us about a repair/ })
      .click();
    await page.getByText('3 of 3').waitFor();
    await page.keyboard.press('{');
    await page.getByText('2 of 3').waitFor();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await expectNoSeriousViolations(page);
    await page.getByRole('button', { name: 'Next answer' }).click();
    await page.getByText('3 of 3').waitFor();
  });

  it('a link to a second of the whole response leads into the answer that is heard then', async () => {
    const { page } = await reviewing({}, '?t=6.5');
    await answer(page, 3).getByText('0:02 / 0:05').waitFor();
    await page.getByRole('button', { name: 'Play the whole response' }).click();
    await page.getByText('3 of 3 · 0:07').waitFor();
  });

  it('everything can be watched and read without scripts, and links to moments work', async () => {
    const { page } = await reviewing({ javaScriptEnabled: false });
    expect(await page.locator('video[controls]').count()).to.equal(2);
    expect(await page.getByRole('button', { name: 'Play the whole response' }).isVisible()).to.equal(false);
    expect(await page.getByLabel('Find in transcripts').isVisible()).to.equal(false);
    expect(await page.getByRole('button', { name: 'Copy quote' }).first().isVisible()).to.equal(false);
    await answer(page, 3)
      .getByRole('link', { name: /The Pumps had stopped/ })
      .click();
    await page.locator('#answer-3 video[src$="#t=1"]').waitFor();
  });

  it('nothing moves when the players get their controls', async () => {
    for (const viewport of [desktop.viewport, phone]) {
      const { page } = await reviewing({ viewport, javaScriptEnabled: true }, '', false);
      let letGo = () => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      await page.route('**/build/player.js', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(review, { waitUntil: 'commit' });
      const place = () =>
        page.locator('#answer-3').evaluate((answer) => (answer as unknown as { offsetTop: number }).offsetTop);
      await page.getByRole('button', { name: 'Erase response' }).first().waitFor();
      const before = await place();
      letGo();
      await answer(page, 3).getByRole('button', { name: 'play', exact: true }).waitFor();
      expect(await place(), `${viewport.width} px`).to.equal(before);
    }
  });

  async function reviewing(options: BrowserContextOptions = {}, query = '', opens = true) {
    const opened = await openPage(browser, { ...desktop, ...options });
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
    const { page } = opened;
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Field engineer, Leeds' }).waitFor();
    if (opens) await page.goto(review + query);
    return opened;
  }
});

function answer(page: Page, number: number) {
  return page.getByRole('region', { name: questions[number - 1] });
}

function copied(page: Page): Promise<string> {
  return page.evaluate<string>('navigator.clipboard.readText()');
}

/** What is lit because it was found, in the order of the page. */
async function lit(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    `['found-here', 'found'].flatMap((name) => [...(CSS.highlights.get(name) ?? [])].map(String))`,
  );
}

function isInSight(element: unknown): boolean {
  const { top } = (element as { getBoundingClientRect(): { top: number } }).getBoundingClientRect();
  return top >= -1 && top < 200;
}
