import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { setupCode } from '../../src/accounts/setup.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { press, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { afterSilence, spokenWords } from '../support/speech.ts';
import { wordErrorRate } from '../support/word-error-rate.ts';
import { makeWorld, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };
const owner = { name: 'Ruth Calder', email: 'ruth@marlow.example', password: 'correct horse 1' };

describe('the main job', function () {
  this.timeout(180_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let link = '';

  before(async () => {
    world = await makeWorld();
    origin = await running(world);
    browser = await openBrowser(afterSilence('jfk.wav', 10));
  });

  it('the owner creates the workspace, makes a form from a template and publishes it', async () => {
    const { page, complaints } = await openPage(browser, desktop);
    await page.goto(`${origin}/setup?code=${setupCode(world.signer)}`);
    await expectNoSeriousViolations(page);
    await page.getByLabel('Company').fill('Marlow & Finch');
    await page.getByLabel('Your name').fill(owner.name);
    await page.getByLabel('Email').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await press(page, 'Create workspace');

    await page.getByRole('heading', { name: 'No forms yet' }).waitFor();
    await expectNoSeriousViolations(page);
    await page.getByRole('link', { name: 'New form' }).click();
    await page.getByLabel('Title').fill('Field engineer, Leeds');
    await page.getByRole('radio', { name: 'Phone screen' }).check();
    await expectNoSeriousViolations(page);
    await press(page, 'Create form');

    const second = page.getByRole('article', { name: 'Question 2' });
    await second.getByLabel('Question', { exact: true }).fill('Tell us about a repair\nthat did not go to plan.');
    await second.getByLabel('Takes allowed').fill('-3');
    await page.getByText('Write a whole number up to 50; 0 is unlimited.').waitFor();
    await second.getByLabel('Takes allowed').fill('3');
    await page.getByText('Saved', { exact: true }).waitFor();
    await press(page, 'Remove question 4');
    await page.getByText('Question 4 is removed').waitFor();
    await press(page, 'Move question 3 up');
    await second.locator('textarea', { hasText: 'Walk us through' }).waitFor();
    await expectNoSeriousViolations(page);
    await press(page, 'Publish');
    link = await page.getByLabel('Form link').inputValue();
    expect(link).to.match(new RegExp(`^${origin}/f/field-engineer-leeds-\\w+$`));
    await press(page, 'Close form');
    await press(page, 'Reopen form');
    await page.getByRole('button', { name: 'Close form' }).waitFor();
    expect(withoutRefusals(complaints)).to.deep.equal([]);
  });

  it('a respondent on a phone answers by video, voice and text, and reloads in the middle', async () => {
    const { page, complaints } = await openPage(browser, { viewport: phone });
    await page.goto(link);
    await press(page, 'Start');
    await page.getByRole('heading', { name: 'What drew you to this role?' }).waitFor();
    await press(page, 'Record video');
    await record(page, 20);
    await press(page, 'Next');
    await page.getByRole('heading', { name: 'Walk us through a problem' }).waitFor();
    await press(page, 'Record voice');
    await record(page, 2);
    await page.reload();
    await page.getByText('2 answers are safe').waitFor();
    await press(page, 'Next');
    await page.getByRole('heading', { name: 'Tell us about a repair' }).waitFor();
    await press(page, 'Type an answer');
    await page.getByLabel('Your answer').fill('The pump leaked.\nI drew it, then I fixed it.');
    await press(page, 'Next');
    await page.getByRole('heading', { name: '3 of 3 answers are safe' }).waitFor();
    await page.getByLabel('Your name').fill('Amara Osei');
    await page.getByLabel('Email').fill('amara@osei.example');
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await press(page, 'Submit');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('a member reads the transcript, goes to a phrase, rates by key and leaves a note', async () => {
    const { page, complaints } = await openPage(browser, desktop);
    await page.goto(`${origin}/forms`);
    await page.getByLabel('Email').fill(owner.email);
    await page.getByLabel('Password').fill(owner.password);
    await press(page, 'Sign in');
    await page.getByRole('link', { name: 'Field engineer, Leeds' }).click();
    await expectNoSeriousViolations(page);
    await page.getByRole('link', { name: 'Amara Osei' }).click();

    const answer = page.getByRole('region', { name: 'What drew you to this role?' });
    const transcript = answer.getByRole('region', { name: 'Transcript' });
    const phrase = transcript.getByRole('link').first();
    await phrase.waitFor({ timeout: 90_000 });
    const words = (await transcript.getByRole('link').allInnerTexts()).join(' ').replaceAll(/\d+:\d+/g, ' ');
    expect(wordErrorRate(spokenWords['jfk.wav'] ?? '', words), words).to.be.below(0.1);
    await expectNoSeriousViolations(page);

    await phrase.click();
    await answer.locator('[data-start][aria-current]').waitFor();
    await page.keyboard.press('k');
    await page.keyboard.press('s');
    const speed = () =>
      answer.locator('video').evaluate((video) => (video as unknown as { playbackRate: number }).playbackRate);
    expect(await speed()).to.equal(1.5);
    await page.keyboard.press('4');
    await page.getByText('Mean 4.0 of 1').waitFor();
    await page.keyboard.press('n');
    await page.keyboard.type('Listen from here.');
    await press(page, 'Add note');
    await page.getByText('Listen from here.').waitFor();
    await page.getByRole('link', { name: /^Question 1, 0:/ }).waitFor();
    await page.getByLabel('Status').selectOption('Shortlisted');
    await page.getByText('Saved').waitFor();
    await page.reload();
    expect(
      await page.getByRole('radiogroup', { name: 'Rating' }).getByRole('radio', { name: '4' }).isChecked(),
    ).to.equal(true);
    expect(await speed(), 'the speed is remembered').to.equal(1.5);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await expectNoSeriousViolations(page);
    await page.getByLabel('Use single-key shortcuts').uncheck();
    await page.keyboard.press('Escape');
    await page.keyboard.press('1');
    expect(await page.getByRole('radio', { name: '1', exact: true }).isChecked()).to.equal(false);
    expect(complaints).to.deep.equal([]);
  });
});

/** Records a take of about this long and uses it. */
async function record(page: Page, seconds: number): Promise<void> {
  await startRecording(page, seconds);
  await press(page, 'Stop recording');
  await press(page, 'Use this take');
}

/** A refused edit answers 422, which the browser notes. */
function withoutRefusals(complaints: string[]): string[] {
  return complaints.filter((complaint) => !complaint.includes('422'));
}
