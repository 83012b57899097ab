import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { decide } from '../../src/accounts/settings.ts';
import { renderLetter } from '../../src/notifications/letter.ts';
import { expectNoSeriousViolationsInBothThemes } from '../support/axe.ts';
import { desktop, openBrowser, openPage, openSignedIn, phone } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { running } from '../support/running.ts';
import { MailBox } from '../support/smtp.ts';
import { submission } from '../support/submission.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('mail and notifications', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let box: MailBox;

  before(async () => {
    world = await makeWorld();
    box = await MailBox.open();
    origin = await running(world);
    browser = await openBrowser();
  });

  const signedIn = async (role: 'admin' | 'member', viewport = desktop) => {
    const { email } = await makeMember(world, { role });
    return { ...(await openSignedIn(browser, origin, { email }, { viewport })), email };
  };

  it('an admin who has never done it sets up mail, misses the host at first, and gets a test', async () => {
    const { page, complaints, email } = await signedIn('admin');
    await page.goto(`${origin}/admin/mail`);
    await page.getByText('Everything works without mail.').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByLabel('Host').fill('mail.nowhere.invalid');
    await page.getByLabel('Encryption').selectOption({ label: 'None: only for a server on this network' });
    await page.getByLabel('Port').fill(String(box.port));
    await page.getByLabel('From', { exact: true }).fill('hr@marlow.example');
    await page.getByRole('button', { name: 'Turn mail on' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('alert').getByText('No server called mail.nowhere.invalid').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByLabel('Host').fill('127.0.0.1');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText(`The test is on its way to ${email}`).waitFor();
    expect(box.received.at(-1)?.mail.text).to.include(`${origin}/admin/mail`);
    expect(complaints.filter((text) => !text.includes('422'))).to.deep.equal([]);
  });

  it('a member hears of a response at the bell and by mail, opens it, and ends the mails from the mail', async () => {
    const setting = { host: '127.0.0.1', port: box.port, security: 'none', from: 'hr@marlow.example' } as const;
    await decide(world.db, 'mail', { ...setting, user: undefined, sealedPassword: undefined });
    await decide(world.db, 'linkBase', origin);
    const { page, complaints, email } = await signedIn('member', phone);
    const form = await make.form(world, { questions: [make.textQuestion()] });
    const id = await submission(world, form);
    const mine = () => box.received.find(({ to }) => to.includes(email));
    await until(() => mine() !== undefined, 20);
    await page.goto(`${origin}/forms`);
    await page.getByRole('link', { name: 'Notifications 1 unread' }).click();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByRole('link', { name: 'A new response to Field engineer, Leeds' }).click();
    await page.waitForURL(`${origin}/responses/${id}`);
    await page.goto(`${origin}/notifications`);
    expect(await page.getByText('unread').count()).to.equal(0);
    const unsubscribe = /http\S+\/unsubscribe\/\S+/.exec(mine()?.mail.text ?? '')?.[0] ?? '';
    const stranger = await openPage(browser);
    await stranger.page.goto(unsubscribe);
    await expectNoSeriousViolationsInBothThemes(stranger.page);
    await stranger.page.getByRole('button', { name: 'Stop these mails' }).click();
    await stranger.page.getByRole('heading', { name: 'No more mails like this' }).waitFor();
    await page.goto(`${origin}/account/notifications`);
    expect(await page.getByRole('radio', { name: 'Not at all' }).isChecked()).to.equal(true);
    expect([...complaints, ...stranger.complaints]).to.deep.equal([]);
  });

  it('a member chooses a digest, quiet and focus hours, and the page says what does not fit', async () => {
    const { page } = await signedIn('member', phone);
    await page.goto(`${origin}/account/notifications`);
    await page.getByRole('radio', { name: 'In a digest' }).check();
    await page.getByLabel('At', { exact: true }).fill('08:15');
    await page.getByRole('checkbox', { name: 'Hold every mail back until they end' }).check();
    await page.getByLabel('Quiet until').fill('20:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It ends when it begins.').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByLabel('Quiet until').fill('07:00');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('status').getByText('Saved.').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
  });

  it('a mail can be read in light and in dark', async () => {
    const entries = [{ title: 'Field engineer, Leeds', detail: '3 new responses', path: '/forms/1/responses' }];
    const action = { label: 'See everything', path: '/notifications' };
    const letter = { heading: '3 new responses', paragraphs: ['Watch when it suits you.'], entries, action };
    const rendered = await renderLetter(world.db, { ...letter, why: 'You chose so.', unsubscribePath: '/x' }, origin);
    const { page } = await openPage(browser);
    await page.setContent(rendered.html);
    await expectNoSeriousViolationsInBothThemes(page);
  });
});
