import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { recordedTake } from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('who watched, in a browser', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let author: Member;
  let made: Awaited<ReturnType<typeof makeMessage>>;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
    author = await makeMember(world);
    made = await makeMessage(world, author, { film: recordedTake(12) });
    browser = await openBrowser();
  });

  async function signedIn(options: Parameters<typeof openPage>[1] = desktop) {
    const opened = await openPage(browser, options);
    await opened.page.goto(`${origin}/sign-in`);
    await opened.page.getByLabel('Email').fill(author.email);
    await opened.page.getByLabel('Password').fill(password);
    await opened.page.getByRole('button', { name: 'Sign in' }).click();
    await opened.page.waitForURL(/forms/);
    return opened;
  }

  it('a stranger watches two parts on a phone, and the author sees which', async () => {
    const stranger = await openPage(browser);
    await stranger.page.goto(origin + made.path);
    await plays(stranger.page, 0, 2);
    await plays(stranger.page, 8, 10);
    const seen = async () => (await world.db('views').select('furthest')).some(({ furthest }) => furthest > 9);
    await until(seen, 30);

    const { page, complaints } = await signedIn();
    await page.goto(`${origin}/messages/${made.message.id}`);
    const section = page.getByRole('region', { name: 'Who watched' });
    await section.getByText('Somebody with Chrome on Linux').waitFor();
    await section.getByText('Same browser').waitFor();
    const parts = section.getByRole('img', { name: /^Watched 0:00 to 0:0[23], 0:08 to 0:1\d$/ });
    await parts.waitFor();
    await page.getByRole('img', { name: /^Which parts 1 viewer watched/ }).waitFor();
    await expectNoSeriousViolations(page);
    await page.getByRole('link', { name: 'Who watched, by link' }).click();
    await page.getByRole('heading', { name: 'Who watched', level: 1 }).waitFor();
    await expectNoSeriousViolations(page);
    expect([...complaints, ...stranger.complaints]).to.deep.equal([]);
  });
});

/** Plays from one second to another, and stops there. */
async function plays(page: Page, from: number, to: number): Promise<void> {
  await page.locator('media-play-button').waitFor();
  const film = `document.querySelector('video')`;
  await page.evaluate(`${film}.muted = true, ${film}.currentTime = ${from}, ${film}.play()`);
  await page.waitForFunction(`${film}.currentTime >= ${to}`);
  await page.evaluate(`${film}.pause()`);
}
