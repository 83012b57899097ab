import http from 'node:http';
import type { AddressInfo } from 'node:net';
import fs from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import { after, before, describe, it } from 'mocha';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { clipAccess, createClip, getClip, type Clip, type NewClip } from '../../src/media/clip.ts';
import { mediaRoutes } from '../../src/media/routes.ts';
import { updateClip } from '../../src/media/store.ts';
import { transcode } from '../../src/media/transcode.ts';
import { securityHeaders } from '../../src/platform/http/headers.ts';
import { staticFiles, useViews } from '../../src/platform/http/page.ts';
import '../../src/jobs.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { until } from '../support/until.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

const video = `document.querySelector('video')`;

describe('the player', function () {
  this.timeout(60_000);
  let world: World;
  let browser: Browser;
  let server: http.Server;
  let film: Clip;
  let voice: Clip;

  before(async () => {
    world = await makeWorld();
    clipAccess.fill(async (_deps, _viewer, clip) => clip);
    film = await withStoryboard(await playable(films.phoneFilm(20), { kind: 'video' }));
    film = await withSilences(film, [[1, 19]]);
    voice = await playable(films.voiceTake(), { kind: 'audio' });
    server = http.createServer(pageWith(() => [film, voice])).listen(0);
    browser = await openBrowser();
  });
  after(() => server.close());

  it('plays, at the speed chosen last, with the style policy kept', async () => {
    const { page, complaints } = await open();
    const player = page.getByRole('figure', { name: 'A film' });
    await player.getByRole('button', { name: 'play' }).click();
    await player.getByRole('button', { name: 'pause' }).waitFor();
    await player.getByRole('combobox', { name: 'Speed' }).selectOption('1.5');
    expect(await page.evaluate(`${video}.playbackRate`)).to.equal(1.5);
    await page.reload();
    await page.waitForSelector('select[data-speed]');
    expect(await page.evaluate(`${video}.playbackRate`)).to.equal(1.5);
    expect(await player.getByRole('combobox', { name: 'Speed' }).inputValue()).to.equal('1.5');
    expect(complaints).to.deep.equal([]);
  });

  it('shows captions when asked', async () => {
    const { page, complaints } = await open();
    await page.getByRole('figure', { name: 'A film' }).getByRole('switch', { name: 'captions' }).click();
    await page.locator('media-captions-button[mediasubtitlesshowing]').waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('shows a picture of the moment under the pointer', async () => {
    const { page, complaints } = await open();
    const seek = page.getByRole('figure', { name: 'A film' }).locator('media-time-range');
    await seek.hover();
    await seek.locator('media-preview-thumbnail img').waitFor();
    const picture = await seek.getAttribute('mediapreviewimage');
    expect(picture).to.match(/\/sprite#xywh=160,0,160,90$/);
    expect(complaints).to.deep.equal([]);
  });

  it('skips silences where somebody wants it, which is over sooner', async () => {
    const { page, complaints } = await open();
    const player = page.getByRole('figure', { name: 'A film' });
    const skips = player.getByRole('button', { name: 'Skip silences · saves 0:17' });
    await skips.click();
    await player.getByRole('status').getByText('Skipping silences saves 0:17').waitFor();
    await player.getByRole('button', { name: 'play' }).click();
    const began = Date.now();
    await player.getByText('0:20 / 0:20').waitFor();
    expect(Date.now() - began).to.be.below(18_000);
    await page.reload();
    await player.getByRole('button', { name: 'Skip silences', pressed: true }).waitFor();
    await player.getByRole('combobox', { name: 'Speed' }).selectOption('2');
    await player.getByRole('button', { name: 'saves 0:08' }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it('plays a silence that somebody goes to by hand', async () => {
    const { page } = await open();
    const player = page.getByRole('figure', { name: 'A film' });
    await player.getByRole('button', { name: 'Skip silences' }).click();
    await player.getByRole('slider').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('k');
    await player.getByText('0:06 / 0:20').waitFor();
    expect(await page.evaluate(`${video}.currentTime`)).to.be.below(18);
  });

  it('draws a voice', async () => {
    const { page } = await open();
    await page.getByRole('figure', { name: 'A voice' }).locator('svg.wave').waitFor();
  });

  it('obeys keys while it has the focus, and only then where no list of keys is at hand', async () => {
    const { page } = await open();
    const player = page.getByRole('figure', { name: 'A film' });
    const place = () => page.evaluate<number>(`${video}.currentTime`);
    await player.getByRole('button', { name: 'play' }).waitFor();
    await page.keyboard.press('l');
    expect(await place()).to.equal(0);
    await player.getByRole('button', { name: 'play' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await place()).to.equal(5);
    await page.keyboard.press('j');
    expect(await place()).to.equal(0);
    await page.keyboard.press('k');
    await player.getByRole('button', { name: 'pause' }).waitFor();
    await page.keyboard.press('Space');
    await player.getByRole('button', { name: 'play' }).waitFor();
    await page.keyboard.press('>');
    const speed = player.getByRole('combobox', { name: 'Speed' });
    await until(async () => (await speed.inputValue()) === '1.25', 5);
    await page.keyboard.press('c');
    await page.locator('media-captions-button[mediasubtitlesshowing]').waitFor();
    await page.keyboard.press('m');
    expect(await page.evaluate(`${video}.muted`)).to.equal(true);
  });

  it('keeps the browser’s own controls where scripts do not run', async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator('video[controls]').isVisible()).to.equal(true);
    expect(await page.locator('audio[controls]').isVisible()).to.equal(true);
  });

  async function open(options: BrowserContextOptions = {}) {
    const opened = await openPage(browser, options);
    await opened.page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    return opened;
  }

  async function playable(file: string, fields: Pick<NewClip, 'kind'>): Promise<Clip> {
    const owner = { ownerKind: 'prompt', ownerId: 'a-question', maxBytes: 1e9 };
    const { id } = await createClip(world.db, world.clock, { ...owner, ...fields });
    fs.mkdirSync(world.storage.clip(id));
    fs.copyFileSync(file, world.storage.clip(id, 'original'));
    await updateClip(world.db, id, { state: 'uploaded' });
    await transcode.now(world, { clipId: id });
    return getClip(world.db, id);
  }

  /** Two pictures beside each other, each for half of the time. */
  async function withStoryboard({ id }: Clip): Promise<Clip> {
    const cues = [
      '00:00.000 --> 00:10.000\nsprite#xywh=0,0,160,90',
      '00:10.000 --> 00:20.000\nsprite#xywh=160,0,160,90',
    ];
    fs.writeFileSync(world.storage.clip(id, 'storyboard.vtt'), ['WEBVTT', ...cues, ''].join('\n\n'));
    fs.copyFileSync(films.sprite(), world.storage.clip(id, 'sprite.webp'));
    await updateClip(world.db, id, { hasStoryboard: true });
    return getClip(world.db, id);
  }

  async function withSilences({ id }: Clip, silences: [start: number, end: number][]): Promise<Clip> {
    fs.writeFileSync(world.storage.clip(id, 'silences.json'), JSON.stringify(silences));
    await updateClip(world.db, id, { silentSeconds: silences.reduce((sum, [start, end]) => sum + end - start, 0) });
    return getClip(world.db, id);
  }

  function pageWith(clips: () => Clip[]) {
    const app = express();
    app.use(securityHeaders(world.config), staticFiles(false));
    useViews(app);
    app.use((req, _res, next) => {
      req.member = { id: 'amara', name: 'Amara', email: 'amara@example.com', role: 'member' };
      next();
    });
    app.use(mediaRoutes(world));
    app.get('/clips/:id/captions', (_req, res) => {
      res.type('text/vtt').send('WEBVTT\n\n00:00.000 --> 00:03.000\nHello there\n');
    });
    app.get('/favicon.ico', (_req, res) => void res.status(204).end());
    app.get('/', async (_req, res) => {
      const players = clips().map((clip) => {
        const isFilm = clip.kind === 'video';
        return rendered(app, { clip, label: isFilm ? 'A film' : 'A voice', captions: isFilm });
      });
      const sheets = ['tokens', 'base', 'components'].map((name) => `<link rel="stylesheet" href="/css/${name}.css">`);
      res.send(
        `<!doctype html><html lang="en"><title>Players</title>${sheets.join('')}${(await Promise.all(players)).join('')}`,
      );
    });
    return app;
  }
});

function rendered(app: express.Express, locals: object): Promise<string> {
  return new Promise((resolve, reject) => {
    app.render('media/_player', locals, (error: Error | null, html: string) => (error ? reject(error) : resolve(html)));
  });
}
