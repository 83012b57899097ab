import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage } from '../support/browser.ts';
import { press, recordedAtLeast, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };

describe('recording a message', function () {
  this.timeout(90_000);
  let browser: Browser;
  let world: World;
  let origin: string;
  let email: string;

  before(async () => {
    browser = await openBrowser();
    world = await makeWorld(withoutSpeech);
    ({ email } = await makeMember(world));
    origin = await running(world);
  });

  const begin = async (options = desktop) => {
    const opened = await openPage(browser, { ...options, permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
    await page.goto(`${origin}/messages/new`);
    return opened;
  };

  it('a member records screen and camera, draws, pauses, and has the link on the clipboard', async () => {
    const { page, complaints } = await begin();
    await press(page, 'Record screen');
    await startRecording(page, 1);
    await press(page, 'Box');
    await drag(page, [0.1, 0.3], [0.4, 0.7]);
    await recordedAtLeast(page, 2).waitFor();
    await press(page, 'Pause');
    await press(page, 'Resume');
    await recordedAtLeast(page, 4).waitFor();
    await page.screenshot({ path: '/tmp/rec1.png' });
    await press(page, 'Stop recording');
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(link).to.match(/\/s\//);
    console.log(link, complaints);
  });
});

/** From one place in the picture to another, as parts of it. */
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const box = (await page.getByLabel('What is recorded').boundingBox())!;
  const at = ([x, y]: [number, number]) => [box.x + x * box.width, box.y + y * box.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}
