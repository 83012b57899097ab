import { expect } from 'chai';
import { stringify } from 'csv-stringify/sync';
import type { Browser, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { feedback60, type LabelledAnswer } from '../support/answers.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { desktop, openBrowser, openPage, openSignedIn, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press, record } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { afterSilence } from '../support/speech.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const [first, later] = [feedback60().slice(0, 50), feedback60().slice(50)];

describe('understanding what sixty people say', function () {
  this.timeout(180_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let member: Member;
  let form: Awaited<ReturnType<typeof make.form>>;

  before(async () => {
    world = await makeWorld();
    member = await makeMember(world);
    form = await make.form(world, { title: 'How was it?', questions: [make.question({ text: 'How was it?' })] });
    origin = await running(world);
    browser = await openBrowser(afterSilence('jfk.wav', 6));
  });

  const names = (page: Page) => page.locator('.themes').getByRole('heading').allTextContents();
  const atThemes = (viewport = desktop) =>
    openSignedIn(browser, origin, member, { path: `/forms/${form.id}/themes`, viewport });

  it('a member brings in what was gathered elsewhere, and somebody says more to a camera', async () => {
    const { page } = await openSignedIn(browser, origin, member, { path: `/forms/${form.id}/import` });
    await importAnswers(page, first);
    await page.getByText(`${first.length} answers imported.`).waitFor();

    const { page: theirs } = await openPage(browser, { viewport: phone });
    await theirs.goto(`${origin}/f/${form.slug}`);
    await press(theirs, 'Start');
    await press(theirs, 'Record video');
    await record(theirs, 16);
    await press(theirs, 'Use this take');
    await press(theirs, 'Next');
    await theirs.getByLabel('Your name').fill('Amara Osei');
    await theirs.getByRole('checkbox', { name: /^I agree/ }).check();
    await press(theirs, 'Submit');
    await theirs.getByRole('heading', { name: 'Thank you' }).waitFor();

    await page.goto(`${origin}/forms/${form.id}/responses`);
    await page.getByRole('link', { name: 'Amara Osei' }).click();
    await page
      .getByRole('region', { name: 'Transcript' })
      .getByText('your country')
      .first()
      .waitFor({ timeout: 90_000 });
  });

  it('a member reads what people speak of, and makes it theirs', async () => {
    const { page, complaints } = await atThemes();
    await press(page, 'Find themes');
    await page
      .getByText(`of ${first.length + 1} people`)
      .first()
      .waitFor();
    expect(await names(page)).to.include.members(['Delivery', 'Software and app', 'Price and value']);
    await expectNoSeriousViolations(page);

    await page.getByRole('link', { name: 'Delivery', exact: true }).click();
    await page.getByLabel('Theme name').fill('How it gets here');
    await press(page, 'Save theme');
    await page.getByRole('heading', { name: 'How it gets here' }).waitFor();
    await page.getByLabel('Merge with').selectOption({ label: 'Price and value' });
    await press(page, 'Merge themes');
    await page.getByRole('link', { name: 'All themes' }).click();
    await press(page, 'Pin How it gets here');
    await page.getByRole('button', { name: 'Unpin How it gets here' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('ten more answers come, and what the member did is kept', async () => {
    const { page, complaints } = await openSignedIn(browser, origin, member, {
      path: `/forms/${form.id}/import`,
      viewport: phone,
    });
    await importAnswers(page, later);
    await page.getByText(`${later.length} answers imported.`).waitFor();
    await page.goto(`${origin}/forms/${form.id}/themes`);
    await press(page, 'Read new answers');
    await page
      .getByText(`of ${first.length + later.length + 1} people`)
      .first()
      .waitFor();
    await page.getByText(/new answers? joined/).waitFor();
    const [pinned, ...others] = await names(page);
    expect(pinned).to.equal('How it gets here');
    expect(others).to.not.include.members(['Delivery']).and.not.include.members(['Price and value']);
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  it('a phrase from the middle of the recording is found, and plays there', async () => {
    const { page, complaints } = await openSignedIn(browser, origin, member);
    await page.keyboard.press('/');
    await page.keyboard.type('"what your country can do"');
    await page.keyboard.press('Enter');
    await page
      .locator('#found')
      .getByRole('link', { name: /play from 0:/ })
      .first()
      .click();
    await page.waitForURL(/\/responses\/\w+\?.*t=\d+/);
    await press(page, 'play');
    await page.locator('[data-start][aria-current]').filter({ hasText: 'country' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });
});

async function importAnswers(page: Page, answers: LabelledAnswer[]): Promise<void> {
  const rows = answers.map(({ t, theme }, i) => [`${theme} ${i}`, `${theme}${i}@feedback.example`, t]);
  const csv = stringify(rows, { header: true, columns: ['name', 'email', 'answer'] });
  const file = { name: 'elsewhere.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
  await page.getByLabel('CSV file').setInputFiles(file);
  await page.getByText(`${answers.length} answers will be imported`).waitFor();
  await press(page, 'Import answers');
}
