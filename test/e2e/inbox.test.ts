import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { sendTo } from '../../src/messages/recipient.ts';
import { expectNoSeriousViolations, expectNoSeriousViolationsInBothThemes } from '../support/axe.ts';
import { desktop, openBrowser, openPage, openSignedIn, phone } from '../support/browser.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';
import * as films from '../media/films.ts';

const timezoneId = 'America/New_York';

describe('inbox and library', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let author: Member;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
    browser = await openBrowser();
    author = await makeMember(world, { name: 'Ruth Calder' });
  });

  const signedIn = (member: Pick<Member, 'email'>, options: BrowserContextOptions = {}) =>
    openSignedIn(browser, origin, member, { timezoneId, ...options });
  const ahead = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const focused = (page: Page) => page.evaluate<string>("document.activeElement?.textContent ?? ''");

  it('somebody goes through their inbox by keyboard, marks what they have seen and opens what is next', async () => {
    const dev = await makeMember(world, { name: 'Dev Patel' });
    const send = async (title: string, given = {}) =>
      sendTo(world, (await makeMessage(world, author, { title, ...given })).message, [dev.id]);
    await send('Older', { film: films.recordedTake() });
    await send('Newer');
    await send('The plan', { expectation: 'reply-by', expectedAt: ahead(30) });
    await send('Lunch', { expectation: 'fyi' });
    const { page, complaints } = await signedIn(dev);
    await page.getByRole('link', { name: 'Inbox 4 not seen yet' }).click();
    await page.getByRole('heading', { name: 'Waiting for your reply' }).waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.keyboard.press('j');
    expect(await focused(page)).to.equal('The plan');
    await page.keyboard.press('j');
    expect(await focused(page)).to.equal('Newer');
    await page.keyboard.press('e');
    await page.getByRole('heading', { name: 'Seen', exact: true }).waitFor();
    await until(async () => (await focused(page)) === 'Older', 30);
    await page.getByRole('link', { name: 'Inbox 3 not seen yet' }).waitFor();
    await page.keyboard.press('k');
    expect(await focused(page)).to.equal('The plan');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Older', level: 1 }).waitFor();
    await page.getByRole('link', { name: 'Reply', exact: true }).waitFor();
    await page.goto(`${origin}/inbox`);
    await page.getByRole('button', { name: 'Mark all as seen' }).click();
    await page.getByRole('button', { name: /^Mark as answered.*The plan/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Mark as seen' }).count()).to.equal(0);
    expect(complaints).to.deep.equal([]);
  });

  it('somebody finds a word that was said, and plays it there', async () => {
    const segments = [
      { start: 0, end: 0.8, text: 'Good morning.' },
      { start: 1.2, end: 2, text: 'The switchboard arrives on Tuesday.' },
    ];
    await makeMessage(world, author, { title: 'Deliveries', film: films.recordedTake(), segments });
    const { page } = await signedIn(await makeMember(world), { viewport: phone });
    await page.getByRole('link', { name: 'Messages', exact: true }).click();
    await page.getByLabel('Search titles and what was said').fill('switchboards');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('The switchboard arrives on Tuesday').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByRole('link', { name: 'Deliveries' }).click();
    const at = () => page.evaluate<number>("document.querySelector('video')?.currentTime ?? 0");
    await until(async () => (await at()) >= 1 && (await at()) < 2, 30);
  });

  it('an author says by when, sends it to several, and whoever opens the link sees it by their own clock', async () => {
    await world.db('members').where({ id: author.id }).update({ time_zone: 'Europe/Berlin' });
    for (const name of ['Priya Nair', 'Jonas Weber']) await makeMember(world, { name });
    const { message, path } = await makeMessage(world, author, { title: 'The offer' });
    const { page } = await signedIn(author);
    await page.goto(`${origin}/messages/${message.id}`);
    const to = page.getByRole('region', { name: 'To' });
    await to.getByLabel('A reply by').check();
    await to.getByLabel('Day and time').fill('2040-01-05T17:00');
    const answered = page.waitForResponse((response) => response.url().endsWith('/expectation'));
    await to.getByRole('button', { name: 'Save what you expect' }).click();
    await answered;
    await to.getByText('Saved').waitFor();
    await page.getByText('Reply by 5 January 2040 at 17:00').waitFor();
    await until(async () => (await focused(page)) === 'Save what you expect', 30);
    await to.getByLabel('Search by name').fill('priya');
    await to.getByLabel('Priya Nair').check();
    await to.getByLabel('Search by name').fill('wéber');
    await to.getByLabel('Jonas Weber').check();
    await to.getByRole('button', { name: 'Send' }).click();
    await to.getByRole('button', { name: 'Remove Jonas Weber' }).waitFor();
    await to.getByRole('button', { name: 'Remove Priya Nair' }).waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    const { page: theirs } = await openPage(browser, { viewport: desktop, timezoneId });
    await theirs.goto(origin + path);
    await theirs.getByText('Reply by 5 January 2040 at 11:00').waitFor();
  });

  it('an author moves two messages to the bin, and takes them back', async () => {
    const owner = await makeMember(world);
    for (const title of ['One', 'Two', 'Three']) await makeMessage(world, owner, { title });
    const { page } = await signedIn(owner, { viewport: phone });
    await page.goto(`${origin}/messages`);
    await page.getByLabel('Choose One').check();
    await page.getByLabel('Choose Three').check();
    await expectNoSeriousViolationsInBothThemes(page);
    await page.getByRole('button', { name: 'Move to bin' }).click();
    await page.getByText('2 messages in the bin.').waitFor();
    await expectNoSeriousViolations(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('link', { name: 'Three' }).waitFor();
    await page.getByRole('link', { name: 'One' }).waitFor();
  });
});
