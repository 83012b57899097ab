import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import * as films from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { recordedResponse } from '../support/recorded.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('quotes', function () {
  this.timeout(120_000);
  let origin: string;
  let browser: Browser;
  let email: string;
  let paths: { response: string; quotes: string };

  before(async () => {
    const world = await makeWorld(withoutSpeech);
    const questions = ['What went wrong?', 'What went well?'].map((text) => make.question({ text }));
    const form = await make.form(world, { questions });
    const id = await recordedResponse(world, form, [
      {
        film: films.phoneFilm(6),
        segments: [
          { start: 0.5, end: 1.8, text: 'The pump stopped.' },
          { start: 2, end: 3.8, text: 'Nobody came for two days.' },
        ],
      },
      'The app is lovely. I would stay for that.',
    ]);
    ({ email } = await makeMember(world, { name: 'Ada Finch' }));
    origin = await running(world);
    paths = { response: `${origin}/responses/${id}`, quotes: `${origin}/forms/${form.id}/quotes` };
    browser = await openBrowser();
  });

  it('selected words are pinned with their moments, play from the first to the last, and come back after an unpin', async () => {
    const { page, complaints } = await signedIn();
    await page.goto(paths.response);
    const said = await page.locator('#answer-1').getByText('Nobody came for two days.').boundingBox();
    await page.mouse.move(said!.x + 1, said!.y + said!.height / 2);
    await page.mouse.down();
    await page.mouse.move(said!.x + said!.width - 2, said!.y + said!.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Pin quote', exact: true }).click();
    await page.getByText('Quote pinned').waitFor();
    const pinned = page.getByRole('region', { name: 'Pinned quotes' });
    await pinned.getByRole('blockquote').filter({ hasText: 'Nobody came for two days.' }).waitFor();

    // Without a mouse: a phrase by its button, and by a key what is selected of a written answer.
    await page.getByRole('button', { name: 'Pin quote from 0:00' }).press('Enter');
    await pinned.getByRole('blockquote').filter({ hasText: 'The pump stopped.' }).waitFor();
    await page.locator('.given-text').evaluate(selectFirstSentence);
    await page.keyboard.press('q');
    await pinned
      .getByRole('blockquote')
      .filter({ hasText: /^The app is lovely\.$/ })
      .waitFor();
    await expectNoSeriousViolations(page);

    await page.getByRole('link', { name: 'All quotes of this form' }).click();
    const quote = page.getByRole('listitem').filter({ hasText: 'Nobody came' });
    await quote.getByRole('link', { name: 'Play from 0:02' }).click();
    const film = await quote.locator('video').elementHandle();
    await page.waitForFunction(hasPlayed, film);
    expect(await film.evaluate((video) => (video as unknown as { currentTime: number }).currentTime)).to.be.lessThan(
      4.8,
    );
    await quote.getByRole('button', { name: 'Unpin' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await quote.getByRole('link', { name: 'Play from 0:02' }).waitFor();
    await page.getByLabel('Words or name').fill('lovely');
    await page.getByRole('blockquote').filter({ hasText: 'The pump stopped.' }).waitFor({ state: 'detached' });
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  it('are pinned without any script too, and fit a phone', async () => {
    const { page } = await signedIn({ viewport: phone, javaScriptEnabled: false });
    await page.goto(paths.response);
    await page.getByText('Pin a sentence of it').click();
    await page.getByRole('button', { name: 'Pin quote: I would stay for that.' }).click();
    await page
      .getByRole('region', { name: 'Pinned quotes' })
      .getByText('I would stay for that.', { exact: true })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Pin quote from 0:00' }).click();
    await page
      .getByRole('region', { name: 'Pinned quotes' })
      .getByText('The pump stopped.', { exact: true })
      .first()
      .waitFor();
    await page.goto(paths.quotes);
    await page.getByRole('link', { name: 'Play from 0:00' }).click();
    await page.locator('video[src$="#t=0"]').waitFor();
  });

  async function signedIn(options: BrowserContextOptions = {}): Promise<{ page: Page; complaints: string[] }> {
    const opened = await openPage(browser, { ...desktop, ...options });
    await opened.page.goto(`${origin}/sign-in`);
    await opened.page.getByLabel('Email').fill(email);
    await opened.page.getByLabel('Password').fill(password);
    await opened.page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await opened.page.getByRole('heading', { name: 'Forms' }).waitFor();
    return opened;
  }
});

/** In the page: to the end of what was quoted, and no further. */
function hasPlayed(video: unknown): boolean {
  const { currentTime, paused } = video as { currentTime: number; paused: boolean };
  return currentTime > 3.7 && paused;
}

/** In the page. */
function selectFirstSentence(element: unknown): void {
  const { firstChild, ownerDocument } = element as { firstChild: object; ownerDocument: PageDocument };
  const range = ownerDocument.createRange();
  range.setStart(firstChild, 0);
  range.setEnd(firstChild, 18);
  ownerDocument.getSelection().addRange(range);
}

interface PageDocument {
  createRange(): { setStart(node: object, at: number): void; setEnd(node: object, at: number): void };
  getSelection(): { addRange(range: object): void };
}
