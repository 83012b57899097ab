import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { giveForm } from '../../src/forms/reviewers.ts';
import * as films from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { submission } from '../support/submission.ts';
import { until } from '../support/until.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

const segments = [
  { start: 0, end: 2, text: 'Good morning, I keep pumps running.' },
  { start: 2, end: 4, text: 'Last winter the wrong cable was delivered twice.' },
];

describe('searching', function () {
  this.timeout(60_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let ruth: Member;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
    browser = await openBrowser();
    ruth = await makeMember(world, { name: 'Ruth Calder' });
  });

  const signedIn = async (
    { email }: Pick<Member, 'email'>,
    options: Parameters<Browser['newContext']>[0] = desktop,
  ) => {
    const { page, complaints } = await openPage(browser, options);
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(/forms/);
    return { page, complaints };
  };
  const inBothThemes = async (page: Page) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousViolations(page);
      await page.screenshot({});
    }
  };
  const results = (page: Page) => page.locator('#found').getByRole('link');

  it('somebody presses / anywhere, sees what was said as they type, and plays it from there', async () => {
    const form = await make.form(world, { title: 'Field engineer', questions: [make.textQuestion()] });
    await spokenAnswer(world, form, segments);
    await submission(world, form, 'Ben Adeyemi', { kind: 'text', text: 'No cable was ever wrong with us.' });
    const { message } = await makeMessage(world, ruth, {
      title: 'The winter plan',
      film: films.recordedTake(),
      segments,
    });
    const { page, complaints } = await signedIn(ruth);
    await page.goto(`${origin}/notifications`);
    await page.keyboard.press('/');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Answers' }).waitFor();
    expect(await results(page).count()).to.equal(3);
    await page.locator('#told', { hasText: '3 results' }).waitFor();
    await inBothThemes(page);
    await page.getByLabel('Search everything said').press('End');
    await page.keyboard.type(' cable -us');
    await page.waitForURL(/cable\+-us/);
    await page.getByRole('link', { name: 'Ben Adeyemi' }).waitFor({ state: 'detached' });
    await page.locator('mark', { hasText: 'cable' }).first().waitFor();
    await page.getByText('Narrow it down').click();
    await page.getByLabel('Look in').selectOption('Messages');
    await page.getByRole('link', { name: 'Amara Osei' }).waitFor({ state: 'detached' });
    await inBothThemes(page);
    await results(page).first().click();
    await page.waitForURL(`${origin}/messages/${message.id}?t=2`);
    await until(() => page.evaluate<boolean>("document.querySelector('video')?.currentTime > 2.1"), 30);
    expect(complaints).to.deep.equal([]);
  });

  it('somebody goes through what was found by keyboard, opens it, and comes back to where they were', async () => {
    const form = await make.form(world, { title: 'Riggers', questions: [make.textQuestion()] });
    for (const name of ['Una Marsh', 'Ida Beck']) {
      await submission(world, form, name, { kind: 'text', text: 'The pulley squeaked.' });
    }
    const { page, complaints } = await signedIn(ruth);
    await page.keyboard.press('/');
    await page.keyboard.type('puley');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'pulley' }).click();
    await page.locator('#told', { hasText: '2 results' }).waitFor();
    const box = page.getByLabel('Search everything said');
    expect(await box.inputValue()).to.equal('pulley');
    const focused = (name: string) => page.locator(':focus').filter({ hasText: name }).waitFor();
    await page.locator('#q:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await focused('Ida Beck');
    await page.keyboard.press('ArrowDown');
    await focused('Una Marsh');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.type(' squeak');
    await page.waitForURL(/squeak/);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(/responses/);
    await page.goBack();
    await page.getByRole('link', { name: 'Ida Beck' }).waitFor();
    expect(await box.inputValue()).to.equal('pulley squeak');
    await page.getByRole('link', { name: 'Ida Beck' }).focus();
    await page.keyboard.press('Escape');
    await page.locator('#q:focus').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('a reviewer on a phone finds only what was given to them', async () => {
    const form = await make.form(world, { title: 'Drivers', questions: [make.textQuestion()] });
    await submission(world, form, 'Carla Stone', { kind: 'text', text: 'The cable car was late.' });
    const hugo = await makeMember(world, { role: 'reviewer', name: 'Hugo Brandt' });
    await giveForm(world, ruth, form.id, hugo.id);
    const { page, complaints } = await signedIn(hugo, { viewport: phone });
    await page.getByRole('link', { name: 'Search' }).click();
    await page.getByLabel('Search everything said').fill('cable');
    await page.getByRole('link', { name: 'Carla Stone' }).waitFor();
    expect(await results(page).count()).to.equal(1);
    await inBothThemes(page);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.equal(320);
    await page.getByLabel('Search everything said').fill('zebra');
    await page.getByRole('heading', { name: 'Nothing found' }).waitFor();
    await inBothThemes(page);
    expect(complaints).to.deep.equal([]);
  });

  it('a member puts a phrase of an answer right where they read it', async () => {
    const form = await make.form(world, { title: 'Fitters', questions: [make.textQuestion()] });
    const { id } = await spokenAnswer(world, form, segments, 'Dana Fox');
    const { page, complaints } = await signedIn(ruth);
    await page.goto(`${origin}/responses/${id}`);
    await page.getByRole('button', { name: 'Correct what is said at 0:02' }).click();
    await page.getByLabel('What was said').fill('Last winter the wrong cabinet was delivered twice.');
    await inBothThemes(page);
    await page.getByRole('button', { name: 'Save words' }).click();
    await page.getByRole('link', { name: /wrong cabinet/ }).waitFor();
    await page.getByRole('button', { name: 'Correct what is said at 0:02' }).click();
    await page.getByText('Before', { exact: true }).click();
    await page.getByText('corrected by Ruth Calder').waitFor();
    await page.getByRole('button', { name: 'Leave it' }).click();
    await page.getByRole('link', { name: /wrong cabinet/ }).waitFor();
    expect(complaints.filter((text) => !/404/.test(text))).to.deep.equal([]);
  });
});
