import fs from 'node:fs';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { getEdit, type EditChange } from '../../src/media/edit.ts';
import { saveEdit } from '../../src/media/editing.ts';
import { editFolder } from '../../src/media/edit-files.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { inWhole, keptOf } from '../../src/media/timeline.ts';
import { transcode } from '../../src/media/transcode.ts';
import { Invalid } from '../../src/platform/http/errors.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import '../../src/jobs.ts';
import { arrived } from '../support/clip.ts';
import { makeWorld, withoutSpeech, type World } from '../support/world.ts';
import { contrastAt, heardMoment, shownMoments, telling } from './edited-films.ts';
import * as films from './films.ts';

describe('cutting a recording', () => {
  let world: World;
  before(async () => {
    world = await makeWorld(withoutSpeech);
  });

  for (const profile of ['baseline', 'high'] as const) {
    it(`takes out exactly what was cut, in step, of a film whose profile is ${profile}`, async () => {
      const clip = await prepared(telling(profile));
      const cuts: [number, number][] = [
        [0, 0.43],
        [1.37, 2.81],
        [4.52, 4.9],
      ];
      const file = await edited(clip, { cuts });
      const kept = keptOf(cuts, clip.seconds!);
      const frames = shownMoments(file);
      for (const { at, shows } of frames) {
        // At a cut, either side of it.
        const off = [at - 0.02, at + 0.02].map((near) => Math.abs(shows - inWhole(kept, near)));
        expect(Math.min(...off), `at ${at}, which shows ${shows}`).to.be.below(0.08);
      }
      expect(frames.at(-1)!.at).to.be.closeTo(3.75, 0.1);
      for (const at of [0.2, 0.8, 1.1, 2, 2.5, 2.8, 3.4]) {
        expect(heardMoment(file, at), `heard at ${at}`).to.be.closeTo(inWhole(kept, at), 0.06);
      }
      expect((await getEdit(world.db, clip.id)).made).to.include({ seconds: 3.75, hasStoryboard: true });
    });
  }

  it('copies what it can: the pictures between the cuts are the very same', async () => {
    const clip = await prepared(telling('baseline'));
    const file = await edited(clip, { cuts: [[0, 2.01]] });
    const tail = (from: string) =>
      films.film(`${from.replaceAll('/', '_')}-tail.h264`, '-sseof', '-2.5', '-i', from, '-c', 'copy', '-an');
    const [whole, cut] = [world.storage.clip(clip.id, 'play.mp4'), file].map((from) => fs.readFileSync(tail(from)));
    expect(cut!.subarray(-2000).equals(whole!.subarray(-2000))).to.equal(true);
  });

  it('hides a part of the picture and mutes what was said, for as long as was asked', async () => {
    const clip = await prepared(telling('baseline'));
    const region = { x: 0.5, y: 0, width: 0.5, height: 1, start: 2, end: 4 };
    const file = await edited(clip, { regions: [{ ...region, look: 'blur' }], mutes: [[3, 3.5]] });
    expect(contrastAt(file, 1.5)).to.be.above(80);
    for (const at of [2, 2.5, 3.9]) expect(contrastAt(file, at), `at ${at}`).to.be.below(12);
    expect(contrastAt(file, 4.5)).to.be.above(80);
    for (const { at, shows } of shownMoments(file)) expect(shows).to.be.closeTo(at, 0.08);
    expect(heardMoment(file, 3.25)).to.be.NaN;
    expect(heardMoment(file, 2.5)).to.be.closeTo(2.5, 0.06);
    const solid = await edited(clip, { regions: [{ ...region, look: 'solid' }] });
    expect(contrastAt(solid, 3)).to.be.below(3);
  });

  it('hides also a picture that stands still, which came long before it is to be hidden', async () => {
    const clip = await prepared(telling('baseline', '-vf', "select='not(between(n,30,110))'", '-vsync', 'vfr'));
    const region = { x: 0.5, y: 0, width: 0.5, height: 1, start: 2, end: 3, look: 'blur' } as const;
    const file = await edited(clip, { regions: [region] });
    expect(contrastAt(file, 1.5)).to.be.above(80);
    for (const at of [2, 2.5, 2.9]) expect(contrastAt(file, at), `at ${at}`).to.be.below(12);
    expect(contrastAt(file, 3.3)).to.be.above(80);
  });

  it('cuts a film that lies on its side, and a voice', async () => {
    const turned = await prepared(films.uprightFilm('libx264'));
    await edited(turned, {
      cuts: [[0.5, 1]],
      regions: [{ x: 0, y: 0, width: 1, height: 0.2, start: 0, end: 2, look: 'blur' }],
    });
    expect((await getEdit(world.db, turned.id)).made).to.include({ width: 180, height: 320, seconds: 1.5 });
    const voice = await prepared(films.voiceTake(), { kind: 'audio' });
    const file = await edited(voice, { cuts: [[1, 2]] });
    expect(films.streamSeconds(file)[0]).to.be.closeTo(2, 0.06);
  });

  it('is undone by taking the cuts back: the recording was never changed', async () => {
    const clip = await prepared(telling('baseline'));
    const before = fs.readFileSync(world.storage.clip(clip.id, 'play.mp4'));
    await edited(clip, { cuts: [[1, 5]] });
    await saveEdit(world, clip.id, { cuts: [] });
    expect(fs.readFileSync(world.storage.clip(clip.id, 'play.mp4')).equals(before)).to.equal(true);
  });

  it('keeps only the last of several changes, however they were made', async () => {
    const clip = await prepared(telling('baseline'));
    await edited(clip, { cuts: [[1, 2]] });
    await edited(clip, { mutes: [[3, 4]] });
    const folders = fs.readdirSync(world.storage.clip(clip.id)).filter((name) => name.startsWith('edit-'));
    expect(folders).to.deep.equal(['edit-2']);
    expect(await getEdit(world.db, clip.id)).to.deep.include({ cuts: [[1, 2]], mutes: [[3, 4]], revision: 2 });
  });

  const span = { x: 0, y: 0, width: 1, height: 1, start: 0, end: 1, look: 'solid' } as const;
  const wrong: [string, EditChange, RegExp][] = [
    ['a stretch past the end', { cuts: [[1, 99]] }, /past the end/],
    ['a negative stretch', { mutes: [[-1, 1]] }, /before the recording/],
    ['a stretch that ends first', { cuts: [[2, 1]] }, /end after/],
    [
      'cuts that overlap',
      {
        cuts: [
          [1, 3],
          [2, 4],
        ],
      },
      /overlap/,
    ],
    ['everything', { cuts: [[0, 6]] }, /Nothing would be left/],
    ['no number', { cuts: [[NaN, 2]] }, /begin/],
    ['a million cuts', { cuts: Array.from({ length: 1e6 }, () => [1, 2]) }, /at most 200/],
    ['a part outside of the picture', { regions: [{ ...span, x: 0.5 }] }, /within the picture/],
  ];
  for (const [what, change, words] of wrong) {
    it(`refuses ${what} in words, and changes nothing`, async () => {
      const clip = await untouched();
      const refusal = await saveEdit(world, clip.id, change).catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(Invalid);
      expect((refusal as Invalid).message).to.match(words);
      expect((await getEdit(world.db, clip.id)).revision).to.equal(0);
    });
  }

  let sharedClip: Promise<Clip> | undefined;
  function untouched(): Promise<Clip> {
    return (sharedClip ??= prepared(telling('baseline')));
  }

  async function edited(clip: Clip, change: EditChange): Promise<string> {
    const { revision } = await saveEdit(world, clip.id, change);
    await drainJobs(world, [makeEdit]);
    const edit = await getEdit(world.db, clip.id);
    expect(edit, String((await world.db('jobs').orderBy('id', 'desc').first()).output)).to.include({
      madeRevision: revision,
      error: null,
    });
    return world.storage.clip(clip.id, `${editFolder(revision)}/play.mp4`);
  }

  async function prepared(file: string, fields = {}): Promise<Clip> {
    const { id } = await arrived(world, file, { ownerKind: 'message', ...fields });
    await transcode.now(world, { clipId: id });
    await world.db('jobs').delete();
    return getClip(world.db, id);
  }
});
