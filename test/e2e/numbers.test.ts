import fs from 'node:fs/promises';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { unzipped } from '../support/archive.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech } from '../support/world.ts';

const lines = Array.from(
  { length: 60 },
  (_, i) => `Person ${i};p${i}@x.example;${1 + (i % 28)}.10.2026;${i % 11};Schön war es, Nummer ${i}`,
);
const file = Buffer.from(
  ['Name;E-Mail;Datum;Punkte;Kommentar', ...lines, 'X;no address;1.1.2026;3;Gut'].join('\r\n'),
  'latin1',
);
const chosen = { name: 'answers.csv', mimeType: 'text/csv', buffer: file };

describe('answers from elsewhere and their numbers, in a browser', function () {
  this.timeout(120_000);
  let origin: string;
  let browser: Browser;
  let email: string;
  let formId: string;

  before(async () => {
    const world = await makeWorld(withoutSpeech);
    ({ email } = await makeMember(world));
    const questions = [make.textQuestion(), make.question({ type: 'score', text: 'Would you recommend us?' })];
    formId = (await make.form(world, { questions })).id;
    origin = await running(world);
    browser = await openBrowser();
  });

  it('a member imports a file, reads what was left out, and sees the numbers of the rest', async () => {
    const { page, complaints } = await signedIn(`/forms/${formId}/import`);
    await page.getByLabel('CSV file').setInputFiles(chosen);
    await page.getByText('60 answers will be imported, 1 line left out').waitFor();
    await page.getByText('“no address” is no address.').waitFor();
    await page.getByLabel('Email', { exact: true }).selectOption('Not in this file');
    await page.getByText('61 answers will be imported.').waitFor();
    await page.getByLabel('Email', { exact: true }).selectOption('E-Mail');
    await page.getByText('60 answers will be imported').waitFor();
    await expectNoSeriousViolations(page);
    await page.getByRole('button', { name: 'Import answers' }).click();
    await page.getByText('60 answers imported.').waitFor();

    await page.getByRole('link', { name: 'Numbers', exact: true }).click();
    const score = page.getByRole('figure', { name: 'Would you recommend us?' });
    await score.getByRole('img', { name: /10: 5 \(8%\)/ }).waitFor();
    await score.getByText('As a table').click();
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      score.getByRole('link', { name: 'CSV of Would you recommend us?' }).click(),
    ]);
    expect(await fs.readFile(await table.path(), 'utf8'))
      .to.include('Score,answers')
      .and.include('10,5');
    expect(table.suggestedFilename()).to.equal('Would you recommend us_.csv');
    await page.getByRole('link', { name: /^Responses/ }).click();
    await page.getByRole('button', { name: 'Pack everything as a ZIP' }).click();
    const [archive] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the ZIP' }).click(),
    ]);
    const files = await unzipped(await fs.readFile(await archive.path()));
    expect([...files.keys()]).to.include('respondent-60/response.json');
    await page.getByRole('link', { name: 'Person 27' }).click();
    await page.getByRole('blockquote').getByText('Schön war es, Nummer 27').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('nothing of the pages serves one theme, one size or one sense alone', async () => {
    const { page, complaints } = await signedIn(`/forms/${formId}/numbers?from=2026-10-10&with=before`, {
      viewport: phone,
    });
    await page.getByRole('columnheader', { name: 'Difference' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousViolations(page);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).to.be.at.most(phone.width);
    await page.getByRole('link', { name: 'Report to print' }).click();
    await page.getByRole('heading', { name: 'Summary' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).to.equal(false);
    expect(complaints).to.deep.equal([]);
  });

  it('a file is imported where no script runs', async () => {
    const { page } = await signedIn(`/forms/${formId}/import`, { javaScriptEnabled: false });
    const again = { ...chosen, buffer: Buffer.from('name,answer\nAda,Said without a script.\n') };
    await page.getByLabel('CSV file').setInputFiles(again);
    await page.getByRole('button', { name: 'Look at the file first' }).click();
    await page.getByText('1 answer will be imported.').waitFor();
    await page.getByLabel('CSV file').setInputFiles(again);
    await page.getByRole('button', { name: 'Import answers' }).click();
    await page.getByText('1 answer imported.').waitFor();
  });

  async function signedIn(
    path: string,
    options: BrowserContextOptions = { viewport: { width: 1280, height: 900 } },
  ): Promise<{ page: Page; complaints: string[] }> {
    const opened = await openPage(browser, options);
    await opened.page.goto(`${origin}/sign-in?next=${encodeURIComponent(path)}`);
    await opened.page.getByLabel('Email').fill(email);
    await opened.page.getByLabel('Password').fill(password);
    await opened.page.getByRole('button', { name: 'Sign in' }).click();
    await opened.page.waitForURL(`${origin}${path}`);
    return opened;
  }
});
