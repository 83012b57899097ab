import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { decide } from '../../src/accounts/settings.ts';
import { changeLink } from '../../src/sharing/link.ts';
import { recordedTake } from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { desktop, openBrowser, openPage, openSignedIn, phone } from '../support/browser.ts';
import { makeMessage } from '../support/message.ts';
import { running } from '../support/running.ts';
import { MailBox } from '../support/smtp.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('who watched, in a browser', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let author: Member;
  let box: MailBox;
  let made: Awaited<ReturnType<typeof makeMessage>>;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
    box = await MailBox.open();
    const mail = { host: '127.0.0.1', port: box.port, security: 'none', from: 'hr@marlow.example' } as const;
    author = await makeMember(world);
    await decide(world.db, 'mail', { ...mail, user: undefined, sealedPassword: undefined });
    await decide(world.db, 'linkBase', origin);
    made = await makeMessage(world, author, { film: recordedTake(12) });
    browser = await openBrowser();
  });

  it('a stranger watches two parts on a phone, and the author sees which', async () => {
    const stranger = await openPage(browser);
    await stranger.page.goto(origin + made.path);
    await plays(stranger.page, 0, 2);
    await plays(stranger.page, 8, 10);
    const seen = async () => (await world.db('views').select('furthest')).some(({ furthest }) => furthest > 9);
    await until(seen, 30);

    const { page, complaints } = await openSignedIn(browser, origin, author);
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

  it('the author names who may open a link, and one of them comes in by the code in the mail', async () => {
    const { link, path } = await makeMessage(world, author, { film: recordedTake(2) });
    const { page, complaints } = await openSignedIn(browser, origin, author, { viewport: phone });
    await page.goto(`${origin}/messages/${link.subjectId}`);
    await page.getByText('Settings of Link').click();
    await page.getByLabel('Who may open it').selectOption('Named people, by a mailed code');
    await page.getByLabel('Their addresses').fill('vera@lind.example sam@lind.example');
    await page.getByRole('region', { name: 'Share' }).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('is no address. Write one a line.').waitFor();
    await page.getByLabel('Their addresses').fill('vera@lind.example\nsam@lind.example');
    await page.getByRole('region', { name: 'Share' }).getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('for 2 people').waitFor();
    await expectNoSeriousViolations(page);

    const vera = await openPage(browser);
    await vera.page.goto(origin + path);
    await vera.page.getByLabel('Email').first().fill('Vera@lind.example');
    await vera.page.getByRole('button', { name: 'Send me a code' }).click();
    await until(() => codeIn(box) !== undefined, 30);
    await vera.page.getByLabel('Code').fill(codeIn(box) ?? '');
    await expectNoSeriousViolations(vera.page);
    await vera.page.getByRole('button', { name: 'Open', exact: true }).click();
    await vera.page.getByRole('heading', { name: 'The new switchboard' }).waitFor();
    expect(complaints.filter((text) => !text.includes('422'))).to.deep.equal([]);
    expect(vera.complaints).to.deep.equal([]);
  });

  it('another site shows it in a frame once its link lists that site, and no other does', async () => {
    const { link, path } = await makeMessage(world, author, { film: recordedTake(2) });
    const site = await siteWith(
      `<!doctype html><title>Ours</title><iframe src="${origin}/embed${path}" width="640" height="400"></iframe>`,
    );
    const visitor = await openPage(browser, { viewport: desktop });
    await visitor.page.goto(site);
    await until(() => visitor.complaints.some((text) => text.includes('frame-ancestors')), 20);
    await changeLink(world, author, link.id, { sites: [site] });
    visitor.complaints.length = 0;
    await visitor.page.reload();
    const frame = visitor.page.frameLocator('iframe');
    await frame.locator('media-play-button').click();
    await frame.locator('media-time-display').getByText(/0:01/).waitFor();
    expect(await visitor.context.cookies()).to.deep.equal([]);
    expect(visitor.complaints).to.deep.equal([]);
  });
});

/** Of the newest mail. */
function codeIn({ received }: MailBox): string | undefined {
  return /^\d{3} \d{3}$/m.exec(received.at(-1)?.mail.text ?? '')?.[0];
}

/** Another site, with one page. */
async function siteWith(html: string): Promise<string> {
  const server = http.createServer((_req, res) => res.setHeader('Content-Type', 'text/html').end(html));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Plays from one second to another, and stops there. */
async function plays(page: Page, from: number, to: number): Promise<void> {
  await page.locator('media-play-button').waitFor();
  const film = `document.querySelector('video')`;
  await page.evaluate(`${film}.muted = true, ${film}.currentTime = ${from}, ${film}.play()`);
  await until(async () => (await page.evaluate<number>(`${film}.currentTime`)) >= to, 30, 100);
  await page.evaluate(`${film}.pause()`);
}
