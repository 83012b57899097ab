import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { answered, feedback60 } from '../support/answers.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('themes across forms', function () {
  this.timeout(180_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let email: string;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    const about = (...themes: string[]) => feedback60().flatMap(({ theme, t }) => (themes.includes(theme) ? [t] : []));
    await titled('Shop visits', about('delivery', 'pricing'));
    await titled('App store reviews', about('app'));
    ({ email } = await makeMember(world));
    origin = await running(world);
    browser = await openBrowser();
  });

  it('are looked for in the forms that somebody chooses, changed and deleted again', async () => {
    const { page, complaints } = await signedIn();
    await page.getByRole('link', { name: 'Themes across forms' }).click();
    await page.getByRole('link', { name: 'New analysis' }).click();
    await page.getByLabel('Name').fill('Everything we hear');
    await page.getByRole('checkbox', { name: 'Shop visits' }).check();
    await page.getByRole('checkbox', { name: 'App store reviews' }).check();
    await expectNoSeriousViolations(page);
    await page.getByRole('button', { name: 'Create analysis' }).click();
    await page.getByRole('heading', { name: 'Software and app' }).waitFor();
    const app = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Software and app' }) });
    await app.getByText(/\d+ of 10 in App store reviews, \d+ of 20 in Shop visits/).waitFor();
    await app.getByText('in App store reviews').last().waitFor();
    await expectNoSeriousViolations(page);
    await page.getByRole('link', { name: 'Software and app' }).click();
    await page.getByLabel('Theme name').fill('The app');
    await page.getByRole('button', { name: 'Save theme' }).click();
    await page.getByRole('heading', { name: 'The app' }).waitFor();
    await page.getByLabel('Feeling').selectOption('Positive');
    await page.getByRole('list', { name: 'Quotes' }).getByText('Negative').first().waitFor({ state: 'detached' });
    await page.getByRole('list', { name: 'Quotes' }).getByText('Positive').first().waitFor();
    await page.getByLabel('From').selectOption('Shop visits');
    await page.getByText('None of its quotes is like that.').waitFor();
    await expectNoSeriousViolations(page);

    await page.setViewportSize(phone);
    await page.getByRole('link', { name: 'All themes' }).click();
    await page.getByRole('link', { name: 'Change' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(phone.width);
    await page.getByRole('button', { name: 'Delete analysis' }).click();
    await page.getByRole('heading', { name: 'Delete this analysis?' }).waitFor();
    await page.getByRole('button', { name: 'Delete analysis' }).click();
    await page.getByRole('heading', { name: 'What comes up everywhere?' }).waitFor();
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  async function titled(title: string, texts: string[]): Promise<void> {
    const { id } = await answered(world, texts);
    await world.db('forms').where({ id }).update({ title });
  }

  async function signedIn(): Promise<{ page: Page; complaints: string[] }> {
    const { page, complaints } = await openPage(browser, { viewport: { width: 1280, height: 900 } });
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Forms' }).waitFor();
    return { page, complaints };
  }
});
