import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { film } from '../media/films.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import * as make from '../support/make.ts';
import { press, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

describe('before and while recording', function () {
  this.timeout(90_000);
  let world: World;
  let origin: string;
  let browser: Browser;
  let muted: Browser;

  before(async () => {
    world = await makeWorld(withoutSpeech);
    origin = await running(world);
    browser = await openBrowser();
    muted = await openBrowser(film('muted.wav', '-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=mono', '-t', '1'));
  });

  const begin = async (on: Browser, prepare: (page: Page, context: BrowserContext) => Promise<unknown>) => {
    const form = await make.form(world, { questions: [make.question({ text: 'Ready?' })] });
    const { page, context } = await openPage(on);
    await page.goto(`${origin}/f/${form.slug}`);
    await press(page, 'Start');
    await page.getByRole('button', { name: 'Record video' }).waitFor();
    await prepare(page, context);
    await press(page, 'Record video');
    return page;
  };
  const line = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

  it('five seconds tell that picture, sound and connection are well', async () => {
    const page = await begin(browser, async () => undefined);
    await line(page, 'Picture: good').waitFor();
    await line(page, 'Sound: we hear you').waitFor();
    await line(page, 'Connection: fast enough').waitFor();
  });

  it('somebody whose microphone is muted is told within three seconds, before and during a take', async () => {
    const page = await begin(muted, async () => undefined);
    await page.getByRole('button', { name: 'Start recording' }).waitFor();
    await page.getByText('We cannot hear you. Is the microphone muted?').waitFor();
    await line(page, 'Sound: we cannot hear you').waitFor();
    await startRecording(page, 1);
    await page.getByText('We cannot hear you. Is the microphone muted?').waitFor();
  });

  it('somebody whose camera is covered is told', async () => {
    const page = await begin(browser, (each) => each.evaluate(coveredCamera));
    await page.getByText('The picture is black. Is the camera covered?').waitFor();
    await line(page, 'Picture: black').waitFor();
  });

  it('the picture follows a slow line: smaller at 1.8 Mbit/s', async () => {
    const page = await begin(browser, (each, context) => slowDown(each, context, 1_800_000));
    await line(page, 'Connection: fast enough for a smaller picture').waitFor({ timeout: 60_000 });
    expect(await page.evaluate(`${stream}.getVideoTracks()[0].getSettings().height`)).to.be.at.most(480);
  });

  it('where the line is too slow for any picture, the page says what gets through', async () => {
    const page = await begin(browser, (each, context) => slowDown(each, context, 200_000));
    await line(page, 'Connection: slow. Voice gets through at once').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Record voice' }).waitFor();
  });
});

const stream = `document.getElementById('preview').srcObject`;

/** The sound of the fake microphone with a picture in which nothing is to be seen. */
const coveredCamera = `{
  const devices = navigator.mediaDevices;
  const before = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async ({ audio }) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 });
    const context = canvas.getContext('2d');
    setInterval(() => context.fillRect(0, 0, 640, 360), 50);
    const stream = canvas.captureStream(15);
    for (const track of (await before({ audio })).getTracks()) stream.addTrack(track);
    return stream;
  };
}`;

/** As a phone's line is, in bits per second, both ways. */
async function slowDown(page: Page, context: BrowserContext, bitsPerSecond: number): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const throughput = bitsPerSecond / 8;
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 20,
    downloadThroughput: -1,
    uploadThroughput: throughput,
  });
}
