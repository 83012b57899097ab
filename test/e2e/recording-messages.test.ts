import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { listFurtherParts } from '../../src/media/parts.ts';
import { getClip } from '../../src/media/clip.ts';
import { listShelf } from '../../src/messages/library.ts';
import { voiceTake } from '../media/films.ts';
import { expectNoSeriousViolations } from '../support/axe.ts';
import { openBrowser, openPage, phone } from '../support/browser.ts';
import { secondsOf } from '../support/packets.ts';
import { shareOfColour, type Region } from '../support/pixels.ts';
import { press, recordedAtLeast, startRecording } from '../support/recording.ts';
import { running } from '../support/running.ts';
import { until } from '../support/until.ts';
import { makeMember, password } from '../support/visitor.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';

const desktop = { viewport: { width: 1280, height: 900 } };
const vermilion: [number, number, number] = [224, 74, 46];

/** Keeps what is opened where a test can end it, as a browser's bar or a pulled cable would. */
const keepStreams = `
  window.opened = {};
  for (const name of ['getDisplayMedia', 'getUserMedia']) {
    const open = navigator.mediaDevices[name].bind(navigator.mediaDevices);
    navigator.mediaDevices[name] = async (wish) => (opened[name] = await open(wish));
  }`;

const ending = (name: 'getDisplayMedia' | 'getUserMedia') => `{
  const [track] = opened.${name}.getVideoTracks();
  track.stop();
  track.dispatchEvent(new Event('ended'));
}`;

/** As if other parts of the page were swapped with each that changes. */
const swapsElsewhere = `new MutationObserver(() => document.dispatchEvent(new Event('htmx:after:swap')))
  .observe(document, { childList: true, subtree: true });`;

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

  const begin = async (script = '', options: BrowserContextOptions = desktop) => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    const opened = await openPage(browser, { ...options, permissions });
    const { page } = opened;
    await page.addInitScript(keepStreams + script);
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel('Email').fill(member.email);
    await page.getByLabel('Password').fill(password);
    await press(page, 'Sign in');
    await page.goto(`${origin}/messages/new`);
    return opened;
  };

  const newest = async () => {
    const [message] = await listShelf(world.db, member.id, { shelf: 'mine' }, undefined, 1);
    const clip = await getClip(world.db, message!.clipId);
    return { clip, film: path.join(world.storage.clip(clip.id), 'original') };
  };

  it('a member records screen and camera, draws, moves the bubble, pauses, and has the link on the clipboard', async () => {
    const { page, complaints } = await begin(swapsElsewhere);
    await expectNoSeriousViolations(page);
    await press(page, 'Record screen');
    await press(page, 'Start recording');
    await page.getByLabel('Camera bubble: arrow').focus();
    for (let pressed = 0; pressed < 5; pressed++) await page.keyboard.press('ArrowLeft');
    await recordedAtLeast(page, 1).waitFor();
    await press(page, 'Pen');
    await drag(page, [0.5, 0.3], [0.7, 0.3]);
    await press(page, 'Box');
    await drag(page, [0.1, 0.3], [0.4, 0.7]);
    await press(page, 'Arrow');
    await drag(page, [0.5, 0.2], [0.7, 0.2]);
    await page.keyboard.press('Control+z');
    await recordedAtLeast(page, 2).waitFor();
    await press(page, 'Pause');
    await page.getByRole('button', { name: 'Resume' }).waitFor();
    await expectNoSeriousViolations(page);
    await press(page, 'Resume');
    await recordedAtLeast(page, 6).waitFor();
    await press(page, 'Stop recording');
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    await page.getByText('The link is on your clipboard.').waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    expect((await fetch(link)).status).to.equal(200);
    const { clip, film } = await newest();
    expectDrawn(film);
    const { video, audio } = secondsOf(film);
    expect(video).to.be.closeTo(audio, 0.3);
    expect(loudest(film)).to.be.above(-40);
    expect(video).to.be.closeTo(clip.declaredSeconds!, 0.5);
    await page.getByText('Preparing it for every browser').waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Speed' }).count()).to.equal(1);
    expect(complaints).to.deep.equal([]);
  });

  it('a share that is refused, or impossible on a phone, is told in words', async () => {
    const refused = `navigator.mediaDevices.getDisplayMedia = async () => { throw new DOMException('No', 'NotAllowedError'); };`;
    const { page } = await begin(refused);
    await press(page, 'Record screen');
    await page.getByText('Your screen is not shared').waitFor();
    await page.evaluate('navigator.mediaDevices.getDisplayMedia = undefined');
    await press(page, 'Try again');
    await page.getByText('This browser cannot record a screen').waitFor();
    await page.getByText('Record with the camera instead').waitFor();
    await press(page, 'Back');
    await page.getByRole('button', { name: 'Record camera' }).waitFor();
  });

  it('a share that is ended from the browser’s bar is kept, and goes on in a further part', async () => {
    const noClipboard = `navigator.clipboard.writeText = async () => { throw new DOMException('No', 'NotAllowedError'); };`;
    const { page } = await begin(noClipboard);
    await press(page, 'Record screen');
    await startRecording(page, 1);
    await page.evaluate(ending('getDisplayMedia'));
    await page.getByText('Your screen is no longer shared').waitFor();
    await page.getByText(/^0:\d\d is kept so far/).waitFor();
    await press(page, 'Go on recording');
    await recordedAtLeast(page, 3).waitFor();
    await press(page, 'Stop recording');
    await page.getByText('Your browser did not let us copy the link.').waitFor();
    expect(await page.getByLabel('Link to this message').inputValue()).to.match(/\/s\//);
    await press(page, 'Open it');
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    expect(await listFurtherParts(world.db, (await newest()).clip.id)).to.have.length(1);
  });

  it('a screen without sound, its microphone muted, goes on when the camera is unplugged, where the page itself composes', async () => {
    const silent = `{
      delete window.MediaStreamTrackGenerator;
      const share = navigator.mediaDevices.getDisplayMedia;
      navigator.mediaDevices.getDisplayMedia = async (wish) => new MediaStream((await share(wish)).getVideoTracks());
    }`;
    const { page } = await begin(silent);
    await press(page, 'Record screen');
    await page.getByText('This share comes without sound.').waitFor();
    await page.getByText('Keep this page in a window of its own').waitFor();
    await press(page, 'Mute microphone');
    expect(await page.getByRole('button', { name: 'Mute screen sound' }).isVisible()).to.equal(false);
    await startRecording(page, 1);
    await page.evaluate(ending('getUserMedia'));
    await page.getByText('Your camera was unplugged. Your screen goes on without it.').waitFor();
    expect(await page.getByLabel('Camera bubble: arrow').isVisible()).to.equal(false);
    await recordedAtLeast(page, 2).waitFor();
    await press(page, 'Stop recording');
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    const corner: Region = { x: 0.8, y: 0.65, width: 0.18, height: 0.32 };
    const { film } = await newest();
    expect(loudest(film)).to.be.below(-60);
    const rims = shareOfColour(film, corner, [253, 252, 250]);
    expect(rims[0]).to.be.above(0.005);
    expect(rims.at(-1)).to.equal(0);
  });

  it('a recording is begun anew; when its page is left it is given back, not to another tab, and sent from any page', async () => {
    const { page, context } = await begin('', { viewport: phone });
    page.on('dialog', (dialog) => void dialog.accept());
    await press(page, 'Record voice');
    await startRecording(page, 1);
    await press(page, 'Restart');
    await startRecording(page, 2);
    const beside = await context.newPage();
    await beside.goto(`${origin}/messages/new`);
    await beside.getByRole('button', { name: 'Record voice' }).waitFor();
    await beside.close();
    await context.route('**/uploads/**', (route) => route.abort());
    await page.reload();
    await page.getByText(/^We kept your recording from/).waitFor();
    await press(page, 'Use this recording');
    await page.getByText('Offline. Your recording is safe on this device').waitFor();
    await context.unroute('**/uploads/**');
    await page.goto(`${origin}/notifications`);
    await until(async () => (await newest()).clip.confirmedAt !== null, 60);
  });

  it('a member chooses a file, and it becomes a message named after it', async () => {
    const { page } = await begin();
    await page.getByLabel('Upload a file').setInputFiles(voiceTake());
    await page.waitForURL(/\/messages\/[0-9a-z]{26}$/);
    await page.getByRole('heading', { name: 'voice-3' }).waitFor();
  });
});

/** In decibels of full scale. */
function loudest(film: string): number {
  const { stderr } = spawnSync('ffmpeg', ['-nostdin', '-i', film, '-af', 'volumedetect', '-f', 'null', '-']);
  return Number(/max_volume: (-?[\d.]+)/.exec(stderr.toString())?.[1]);
}

/** The box stays, the pen's line fades, what was taken back is gone, and the bubble is where it was moved to. */
function expectDrawn(film: string): void {
  const box = shareOfColour(film, { x: 0.09, y: 0.35, width: 0.02, height: 0.3 }, vermilion);
  expect(box[0]).to.equal(0);
  expect(box.at(-1)).to.be.above(0.1);
  const line = shareOfColour(film, { x: 0.52, y: 0.29, width: 0.16, height: 0.02 }, vermilion);
  expect(Math.max(...line)).to.be.above(0.1);
  expect(line.at(-1)).to.equal(0);
  const arrow = { x: 0.52, y: 0.19, width: 0.16, height: 0.02 };
  expect(shareOfColour(film, arrow, vermilion).at(-1)).to.equal(0);
  const rim = { x: 0.7, y: 0.76, width: 0.015, height: 0.1 };
  expect(shareOfColour(film, rim, [253, 252, 250]).at(-1)).to.be.above(0.02);
}

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
