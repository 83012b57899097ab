import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import * as films from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { recordedResponse } from '../support/recorded.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };
const segments = [
  { start: 0, end: 1, text: 'It came late.' },
  { start: 1.2, end: 2.4, text: 'But the driver was kind.' },
  { start: 2.6, end: 3.8, text: 'I would order again.' },
];

describe('a highlight reel', function () {
  this.timeout(180_000);
  let world: World;
  let form: Awaited<ReturnType<typeof make.form>>;
  let origin: string;
  let browser: Browser;
  let email: string;
  let link = '';

  before(async () => {
    world = await makeWorld(withoutSpeech);
    form = await make.form(world, {
      title: 'Deliveries',
      questions: [make.question({ text: 'How was it?' }), make.question({ text: 'What else?' })],
    });
    await recordedResponse(world, form, [{ film: films.phoneFilm(4), segments }, 'The box was fine.']);
    ({ email } = await makeMember(world));
    origin = await running(world);
    browser = await openBrowser();
  });

  it('is picked, put in order, made and watched', async () => {
    const { page, complaints } = await signedIn();
    await page.goto(`${origin}/forms/${form.id}/reels`);
    await page.getByLabel('Title').fill('What they say');
    await page.getByRole('button', { name: 'New reel' }).click();
    await page.getByRole('heading', { name: 'What they say' }).waitFor();

    await page.getByLabel('Words that were said or typed').fill('order again');
    const add = (words: string) => page.getByRole('button', { name: `Add: ${words}` });
    await add('It came late.').waitFor({ state: 'detached' });
    await add('I would order again.').click();
    await page.getByText('1 quote of 1 person').waitFor();
    await page.getByLabel('Words that were said or typed').fill('');
    await add('But the driver was kind.').click();
    await page.getByText('2 quotes of 1 person').waitFor();
    await add('The box was fine.').click();
    await page.getByText('3 quotes of 1 person').waitFor();
    const items = page.locator('#item-list > li');
    expect(await items.first().textContent()).to.include('order again');
    await page.getByRole('button', { name: 'Move number 1 down' }).click();
    await items.first().filter({ hasText: 'the driver was kind' }).waitFor();
    await page.getByRole('button', { name: 'Take number 3 out' }).click();
    await page.getByText('2 quotes of 1 person').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('3 quotes of 1 person').waitFor();

    await items
      .first()
      .getByRole('link', { name: /of what .* said/ })
      .click();
    const quote = page.getByRole('dialog', { name: 'Quote' }).locator('video');
    await page.waitForFunction(
      (video) => (video as { currentTime: number }).currentTime > 1.3,
      await quote.elementHandle(),
    );
    await page.getByRole('button', { name: 'Close' }).click();

    await page.getByLabel('Words that were said or typed').fill('driver');
    await page.getByText('Add a card with your own words').click();
    await page.locator('#card-title').fill('Thank you');
    await page.locator('#card-place').selectOption('At the end');
    await add('The box was fine.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add card' }).click();
    await items.last().filter({ hasText: 'Thank you' }).waitFor();
    expect(await page.locator('#card-title').inputValue()).to.equal('');
    await page.getByText('First names').click();
    await page.getByText('Saved').waitFor();
    await page.getByText('Making it takes').waitFor();
    await page.getByRole('button', { name: 'Make reel' }).click();
    const film = page.locator('#film video');
    await film.waitFor();
    const [reel]: { seconds: number }[] = await world.db('reel_films').select('seconds');
    const player = await film.elementHandle();
    await page.waitForFunction((video) => (video as { readyState: number }).readyState >= 1, player);
    const decoded = await film.evaluate((video) => (video as unknown as { duration: number }).duration);
    expect(decoded).to.be.closeTo(reel!.seconds, 0.2).and.be.above(7);
    await page.getByText('4 chapters').click();
    await page.getByRole('link', { name: /Amara: “I would order again.”/ }).click();
    await page.waitForFunction((video) => (video as { currentTime: number }).currentTime > 3, player);
    await expectNoSeriousViolations(page);
    await page.getByRole('button', { name: 'Move number 1 down' }).click();
    await items.first().filter({ hasText: 'order again' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Move number 1 down' }).click();
    await items.first().filter({ hasText: 'driver was kind' }).waitFor();
    await items.nth(1).locator('[data-grip]').dragTo(items.first().locator('[data-grip]'));
    await items.first().filter({ hasText: 'order again' }).waitFor();
    await page.getByRole('button', { name: 'Take number 3 out' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('3 quotes of 1 person').waitFor();
    await page.getByText('Full names').click();
    await page.getByText('Saved').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('is shared once somebody has confirmed that who is in it agreed', async () => {
    const { page, complaints } = await signedIn({ viewport: phone });
    await page.goto(`${origin}/forms/${form.id}/reels`);
    // The newest, should the first one have been begun twice.
    await page.getByRole('link', { name: 'What they say' }).first().click();
    await page.getByText('Can others tell who, also without a name?').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(phone.width);
    await expectNoSeriousViolations(page);
    await page.getByLabel('This person agreed to be shown to others').check();
    await page.getByRole('button', { name: 'Confirm' }).click();
    await page.getByText('1 person agreed to be shown, as Ruth Calder').waitFor();
    await page.getByRole('button', { name: 'Make a link' }).click();
    link = await page.getByLabel('Address of Link 1').inputValue();
    expect(complaints).to.deep.equal([]);
  });

  it('is watched by a stranger, by its chapters', async () => {
    const { page, complaints } = await openPage(browser, { viewport: phone, colorScheme: 'dark' });
    await page.goto(link);
    await page.getByRole('heading', { name: 'What they say' }).waitFor();
    await page.getByRole('link', { name: /Amara: “I would order again.”/ }).click();
    const player = await page.locator('video').elementHandle();
    await page.waitForFunction((video) => (video as { currentTime: number }).currentTime > 3, player);
    await page.getByRole('region', { name: 'Transcript' }).getByText('The box was fine.').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(phone.width);
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  async function signedIn(
    options: Parameters<Browser['newContext']>[0] = desktop,
  ): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await openPage(browser, options);
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Forms' }).waitFor();
    return { page, complaints };
  }
});
