import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Member } from '../../src/accounts/member.ts';
import { updateClip } from '../../src/media/store.ts';
import type { Message } from '../../src/messages/message.ts';
import { changeLink } from '../../src/sharing/link.ts';
import { expectNoSeriousViolationsInBothThemes } from '../support/axe.ts';
import { openBrowser, openPage, openSignedIn, phone } from '../support/browser.ts';
import { firstLink, makeMessage } from '../support/message.ts';
import { press, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('commenting', function () {
  this.timeout(120_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let author: Member;
  let message: Message;
  let path: string;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    author = await makeMember(world, { name: 'Ruth Calder' });
    ({ message, path } = await makeMessage(world, author));
    await leaveOnlyTheOriginal(world, message.clipId);
    origin = await running(world);
    browser = await openBrowser();
  });

  const focused = (page: Page) => page.evaluate<string>("document.activeElement?.textContent?.trim() ?? ''");

  const asAuthor = () => openSignedIn(browser, origin, author, { path: `/messages/${message.id}` });

  it('a stranger on a phone watches before the MP4 exists, comments at 0:07, reacts and replies by voice', async () => {
    const { page, complaints } = await openPage(browser, { viewport: phone });
    await page.goto(origin + path);
    await page.getByText('Preparing it for every browser').waitFor();
    await goTo(page, 7);
    await page.getByText('at 0:07', { exact: true }).waitFor();
    await page.getByLabel('Your comment').fill('Which panel is that?');
    await page.getByLabel('Your name').fill('Priya Nair');
    await page.getByRole('button', { name: 'Add comment' }).dblclick();
    await page
      .getByRole('article', { name: 'Comment by Priya Nair' })
      .getByRole('link', { name: 'Go to 0:07' })
      .waitFor();
    await page.getByRole('button', { name: 'Comment by Priya Nair at 0:07' }).waitFor();
    expect(await page.getByLabel('Your comment').inputValue()).to.equal('');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByLabel('What it is to say').fill('Which panel is this?');
    await press(page, 'Save comment');
    await page.getByText('edited', { exact: true }).waitFor();
    await goTo(page, 3);
    await press(page, 'Love it');
    await page.locator('.float').waitFor({ state: 'attached' });
    await page.getByText('Love it at 0:03').waitFor();
    await page.getByRole('button', { name: 'Love it at 0:03' }).waitFor();
    await page.getByRole('button', { name: 'Comment by Priya Nair at 0:07' }).click();
    await page.locator('li[aria-current]').getByText('Which panel').waitFor();

    await page.evaluate("document.querySelector('video').play()");
    await press(page, 'Reply with voice');
    await page.getByText('At most 10 min').waitFor();
    expect(await page.evaluate("document.querySelector('video').paused")).to.equal(true);
    await press(page, 'Back');
    expect(await focused(page)).to.include('Reply with voice');
    await press(page, 'Reply with voice');
    await startRecording(page, 2);
    await press(page, 'Stop recording');
    const reply = page.getByRole('article', { name: 'Voice reply by Priya Nair' });
    await reply.getByRole('link', { name: 'Go to 0:07' }).waitFor();
    await reply.locator('audio').waitFor({ state: 'attached' });
    await page.getByRole('heading', { name: 'Comments 2' }).waitFor();
    expect(await focused(page)).to.include('Priya Nair');
    await expectNoSeriousViolationsInBothThemes(page);
    expect(complaints).to.deep.equal([]);
  });

  it('a reply that a reload interrupted is kept, and used', async () => {
    const { page } = await openPage(browser, { viewport: phone });
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(origin + path);
    await press(page, 'Reply with video');
    await startRecording(page, 2);
    await expectNoSeriousViolationsInBothThemes(page);
    await page.reload();
    await page.getByText('We kept your recording').waitFor();
    await press(page, 'Use this recording');
    await page.getByRole('article', { name: 'Video reply by Guest' }).locator('video').waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('article', { name: 'Video reply by Guest' }).waitFor();
  });

  it('its author sees all of it on the message’s page and answers; the stranger reads the answer', async () => {
    const { page, complaints } = await asAuthor();
    await page.getByRole('article', { name: 'Voice reply by Priya Nair' }).waitFor();
    const thread = page.getByRole('listitem').filter({ hasText: 'Which panel is this?' });
    await thread.locator('summary').click();
    await thread.getByLabel('Your answer').fill('The one on the left.');
    await thread.getByRole('button', { name: 'Send answer' }).click();
    await page.getByRole('article', { name: 'Comment by Ruth Calder' }).getByText('The one on the left.').waitFor();
    await until(async () => (await focused(page)) === 'Answer', 30);
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.getByRole('link', { name: 'Leave it' }).click();
    expect(await focused(page)).to.equal('Edit');
    await page.getByRole('link', { name: 'Edit' }).click();
    await page.locator('textarea:focus').waitFor();
    await page.getByLabel('What it is to say').fill('The one on the left side.');
    await press(page, 'Save comment');
    await page.getByText('The one on the left side.').waitFor();
    await expectNoSeriousViolationsInBothThemes(page);
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Delete the comment by Priya Nair' }).first().click();
    await page.getByRole('article', { name: 'Voice reply by Priya Nair' }).waitFor({ state: 'detached' });
    expect(complaints).to.deep.equal([]);

    const stranger = await openPage(browser, { viewport: phone });
    await stranger.page.goto(origin + path);
    await stranger.page.getByText('The one on the left side.').waitFor();
  });

  it('somebody without the password asks for access and is let in', async () => {
    const link = (await firstLink(world, message.id))!;
    await changeLink(world, author, link.id, { access: 'password', password: 'lamplight' });
    const { page } = await openPage(browser, { viewport: phone });
    await page.goto(origin + path);
    await page.getByRole('link', { name: 'Request access' }).click();
    await page.getByLabel('Your name').fill('Tom Ash');
    await page.getByLabel('Email').fill('tom@acme.example');
    await expectNoSeriousViolationsInBothThemes(page);
    await press(page, 'Request access');
    await page.getByRole('heading', { name: 'Request sent' }).waitFor();
    const mine = (await asAuthor()).page;
    await mine.getByRole('button', { name: 'Let in Tom Ash' }).click();
    const url = mine.getByLabel('Link for Tom Ash');
    await url.waitFor();
    await expectNoSeriousViolationsInBothThemes(mine);
    await page.goto(await url.inputValue());
    await press(page, 'Open');
    await page.getByRole('heading', { name: message.title }).waitFor();
  });
});

/** As after a recording was stopped and before its MP4 is made; nothing makes it here. */
async function leaveOnlyTheOriginal(world: World, clipId: string): Promise<void> {
  const original = world.storage.clip(clipId, 'original');
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=10:d=12', '-f', 'lavfi', '-i', 'sine=d=12'];
  execFileSync('ffmpeg', [
    '-v',
    'error',
    ...picture,
    '-c:v',
    'libvpx',
    '-b:v',
    '200k',
    '-c:a',
    'libopus',
    '-f',
    'webm',
    original,
  ]);
  fs.rmSync(world.storage.clip(clipId, 'play.mp4'));
  await updateClip(world.db, clipId, { state: 'uploaded', declaredSeconds: 12, seconds: null });
}

/** As somebody who drags the time range. */
async function goTo(page: Page, seconds: number): Promise<void> {
  await page.locator('[data-beats] video').evaluate((video, at) => {
    const media = video as unknown as { currentTime: number };
    media.currentTime = at;
  }, seconds);
}
