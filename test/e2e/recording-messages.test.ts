import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import type { Clip } from '../../src/media/clip.ts';
import { listOwnMessages } from '../../src/messages/store.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { shareOfColour } from '../support/pixels.ts';
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
  let member: { id: string; email: string };

  before(async () => {
    browser = await openBrowser();
    world = await makeWorld(withoutSpeech);
    member = await makeMember(world);
    origin = await running(world);
  });

  const begin = async (options = desktop) => {
    const opened = await openPage(browser, { ...options, permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = opened;
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(member.email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
    await page.goto(`${origin}/messages/new`);
    return opened;
  };

  const newest = async () => {
    const [message] = await listOwnMessages(world.db, member.id, undefined, 1);
    return path.join(world.storage.clip(message!.clipId), 'original');
  };

  it('a member records screen and camera, draws, pauses, and has the link on the clipboard', async () => {
    const { page, complaints } = await begin();
    await press(page, 'Record screen');
    await startRecording(page, 1);
    await press(page, 'Box');
    await drag(page, [0.1, 0.3], [0.4, 0.7]);
    await press(page, 'Pen');
    await drag(page, [0.5, 0.3], [0.6, 0.3]);
    await recordedAtLeast(page, 2).waitFor();
    await press(page, 'Pause');
    await page.waitForTimeout(3000);
    await press(page, 'Resume');
    await recordedAtLeast(page, 4).waitFor();
    await page.screenshot({ path: '/tmp/rec1.png' });
    await press(page, 'Stop recording');
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(link).to.match(/\/s\//);
    const film = await newest();
    console.log(shareOfColour(film, { x: 0.09, y: 0.35, width: 0.02, height: 0.3 }, [224, 74, 46]));
    console.log(shareOfColour(film, { x: 0.52, y: 0.29, width: 0.06, height: 0.02 }, [224, 74, 46]));
    console.log(
      execFileSync('ffprobe', [
        '-v',
        'error',
        '-show_entries',
        'stream=codec_type,width,height',
        '-of',
        'csv',
        film,
      ]).toString(),
    );
    for (const s of ['v', 'a'])
      console.log(
        s,
        execFileSync('sh', [
          '-c',
          `ffprobe -v error -select_streams ${s} -show_entries packet=pts_time -of csv=p=0 ${film} | sed -n '1p;$p'`,
        ]).toString(),
        execFileSync('sh', [
          '-c',
          `ffprobe -v error -select_streams ${s} -show_entries packet=pts_time -of csv=p=0 ${film} | awk 'NR>1&&$1-p>0.15{print p,$1}{p=$1}'`,
        ]).toString(),
      );
    console.log(await world.db('clips').select('declared_seconds'), complaints);
  });
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** From one place in the picture to another, as parts of it. */
async function drag(page: Page, from: [number, number], to: [number, number]): Promise<void> {
  const picture = await page.evaluate<Box>(`(() => {
    const video = document.querySelector('[data-part="preview"]');
    const { x, y, width, height } = video.getBoundingClientRect();
    const scale = Math.min(width / video.videoWidth, height / video.videoHeight);
    const [w, h] = [video.videoWidth * scale, video.videoHeight * scale];
    return { x: x + (width - w) / 2, y: y + (height - h) / 2, width: w, height: h };
  })()`);
  const at = ([x, y]: [number, number]) => [picture.x + x * picture.width, picture.y + y * picture.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 5 });
  await page.mouse.up();
}
