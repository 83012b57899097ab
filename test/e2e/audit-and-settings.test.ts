import fs from 'node:fs/promises';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { audit } from '../../src/accounts/audit.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openSignedIn, phone } from '../support/browser.ts';
import { running } from '../support/running.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

describe('the trail and the settings, in a browser', function () {
  this.timeout(120_000);
  let origin: string;
  let browser: Browser;
  let email: string;

  before(async () => {
    const world = await makeWorld();
    const ruth = await makeMember(world, { name: 'Ruth Calder', role: 'admin' });
    const priya = await makeMember(world, { name: 'Priya Nair' });
    ({ email } = ruth);
    await audit(world, ruth.id, 'person.role-changed', priya.id, { to: 'reviewer' });
    await audit(world, ruth.id, 'settings.changed', null, { name: 'company' });
    origin = await running(world);
    browser = await openBrowser();
  });

  it('the trail is narrowed while one types, and what is shown is what is exported', async () => {
    const { page, complaints } = await openSignedIn(browser, origin, { email }, { path: '/admin/audit' });
    await page.getByText('changed the name of the company').waitFor();
    await page.getByLabel('Person').fill('priya');
    await page.getByText('changed the name of the company').waitFor({ state: 'detached' });
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export' }).click(),
    ]);
    const csv = await fs.readFile(await file.path(), 'utf8');
    expect(csv).to.include('Ruth Calder,made Priya Nair a reviewer').and.not.include('name of the company');
    expect(file.suggestedFilename()).to.equal('audit.csv');
    await expectNoSeriousViolations(page);
    expect(complaints).to.deep.equal([]);
  });

  it('the answer about a colour comes while it is being chosen, and the page then wears it', async () => {
    const { page, complaints } = await openSignedIn(browser, origin, { email }, { path: '/admin/settings' });
    await page.getByLabel('Colour of buttons and links').fill('#ffe600');
    await page.getByText('your colour, #ffe600').waitFor();
    await page.getByRole('button', { name: 'Use this colour' }).click();
    await page.getByRole('button', { name: 'Go back to the product’s own' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expectNoSeriousViolations(page);
    }
    expect(complaints).to.deep.equal([]);
  });

  it('a logo is chosen, shown and removed, also where no script runs', async () => {
    const png = await sharp({ create: { width: 300, height: 100, channels: 3, background: '#015c68' } })
      .png()
      .toBuffer();
    const { page } = await openSignedIn(
      browser,
      origin,
      { email },
      { path: '/admin/settings', javaScriptEnabled: false, viewport: phone },
    );
    await page.getByLabel('Choose a picture').setInputFiles({ name: 'l.png', mimeType: 'image/png', buffer: png });
    await page.getByRole('button', { name: 'Use this logo' }).click();
    await page.locator('.side .logo').waitFor();
    await page.getByRole('button', { name: 'Remove the logo' }).click();
    await page.locator('.side .logo').waitFor({ state: 'detached' });
  });
});
