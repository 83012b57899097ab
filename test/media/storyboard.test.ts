import fs from 'node:fs';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import sharp from 'sharp';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { asVtt, sheetFor, storyboard } from '../../src/media/storyboard.ts';
import { transcode } from '../../src/media/transcode.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import '../../src/jobs.ts';
import { arrived } from '../support/clip.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

describe('a storyboard', () => {
  let world: World;
  before(async () => {
    world = await makeWorld();
  });

  it('has a picture for each second, of what is seen then', async () => {
    const clip = await prepared(colours());
    expect(clip.hasStoryboard).to.equal(true);
    expect(cuesOf(clip)).to.deep.equal([
      ['00:00:00.000 --> 00:00:01.000', 'sprite#xywh=0,0,160,90'],
      ['00:00:01.000 --> 00:00:02.000', 'sprite#xywh=160,0,160,90'],
      ['00:00:02.000 --> 00:00:03.000', 'sprite#xywh=320,0,160,90'],
    ]);
    const sprite = sharp(part(clip, 'sprite.webp'));
    expect(await sprite.metadata()).to.include({ format: 'webp', width: 480, height: 90 });
    const dominant = await Promise.all([0, 1, 2].map((i) => colourAt(clip, i * 160 + 80)));
    expect(dominant).to.deep.equal(['red', 'green', 'blue']);
  });

  it('shows an upright film upright', async () => {
    const clip = await prepared(films.uprightFilm('libx264'));
    expect(cuesOf(clip)[1]?.[1]).to.equal('sprite#xywh=160,0,160,284');
  });

  it('has no more than a hundred pictures of a long recording', async function () {
    this.timeout(60_000);
    const hour = ['-f', 'lavfi', '-i', 'color=c=green:s=64x36:r=2:d=3600', '-c:v', 'libx264', '-preset', 'ultrafast'];
    const clip = await prepared(films.film('hour.mp4', ...hour, '-g', '10', '-pix_fmt', 'yuv420p'));
    const cues = cuesOf(clip);
    expect(cues).to.have.length(100);
    expect(cues.at(-1)).to.deep.equal(['00:59:24.000 --> 01:00:00.000', 'sprite#xywh=1440,810,160,90']);
    expect(await sharp(part(clip, 'sprite.webp')).metadata()).to.include({ width: 1600, height: 900 });
  });

  it('is not drawn of a voice', async () => {
    const clip = await prepared(films.voiceTake(), { kind: 'audio' });
    expect(clip.hasStoryboard).to.equal(false);
    expect(fs.existsSync(part(clip, 'sprite.webp'))).to.equal(false);
  });

  it('ends with the clip', () => {
    const vtt = asVtt(sheetFor({ seconds: 1.4, width: 1280, height: 720 }), 1.4);
    expect(vtt).to.match(/00:00:01.000 --> 00:00:01.400\nsprite#xywh=160,0,160,90\n$/);
  });

  function part(clip: Clip, name: string): string {
    return world.storage.clip(clip.id, name);
  }

  function cuesOf(clip: Clip): string[][] {
    const [head, ...cues] = fs.readFileSync(part(clip, 'storyboard.vtt'), 'utf8').trim().split('\n\n');
    expect(head).to.equal('WEBVTT');
    return cues.map((cue) => cue.split('\n'));
  }

  async function colourAt(clip: Clip, left: number): Promise<string | undefined> {
    const at = { left, top: 40, width: 4, height: 4 };
    const { channels } = await sharp(await sharp(part(clip, 'sprite.webp')).extract(at).toBuffer()).stats();
    const means = channels.map(({ mean }) => mean);
    return ['red', 'green', 'blue'][means.indexOf(Math.max(...means))];
  }

  async function prepared(file: string, fields = {}): Promise<Clip> {
    const { id } = await arrived(world, file, fields);
    await transcode.later(world.db, { clipId: id }, { subject: id });
    await drainJobs(world, [transcode, storyboard]);
    return getClip(world.db, id);
  }
});

/** A second of red, one of green and one of blue. */
function colours(): string {
  const inputs = ['red', 'lime', 'blue'].flatMap((c) => ['-f', 'lavfi', '-i', `color=c=${c}:s=320x180:r=15:d=1`]);
  return films.film(
    'colours.mp4',
    ...inputs,
    '-filter_complex',
    'concat=n=3',
    '-c:v',
    'libx264',
    '-pix_fmt',
    'yuv420p',
  );
}
