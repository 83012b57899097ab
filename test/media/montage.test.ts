import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { makeMontage, PartUnreadable, type MontageOptions, type MontagePart } from '../../src/media/montage.ts';
import { montageEffort } from '../../src/media/montage-effort.ts';
import { frameAt, type Frame } from '../support/frames.ts';
import { makeWorld } from '../support/world.ts';
import { heardMoment, shownMoments, telling } from './edited-films.ts';
import * as films from './films.ts';
import { beeps, card, clapping, cut, describeFilm, faultsOf, flashes, loudnessOf } from './montage-films.ts';

describe('a film put together from cuts and cards', function () {
  this.timeout(180_000);
  it('shows and lets hear exactly what was cut, in the order it was put in, copied where it can be', async () => {
    const parts = [
      card(),
      cut(telling('high'), 1.23, 4.1),
      card({ seconds: 0.5 }),
      cut(telling('baseline'), 3.3, 4.87),
    ];
    const { out, starts, seconds, copied } = await make(parts);
    expect(starts).to.deep.equal([0, 1, 3.87, 4.37]);
    expect({ seconds, copied }).to.deep.equal({ seconds: 5.94, copied: 2 });
    for (const [index, from, to] of [
      [1, 1.23, 4.1],
      [3, 3.3, 4.87],
    ] as const) {
      const begins = starts[index]! - 0.001;
      const moments = shownMoments(out).filter(({ at }) => at >= begins && at < begins + to - from);
      for (const { at, shows } of moments) expect(shows - (at - starts[index]! + from)).to.be.within(-0.08, 0.08);
      expect(moments.length).to.be.within((to - from) * 30 - 2, (to - from) * 30 + 2);
      const middle = (to - from) / 2;
      expect(heardMoment(out, starts[index]! + middle)).to.be.closeTo(from + middle, 0.04);
    }
    expect(heardMoment(out, 0.5)).to.be.NaN;
    expect(faultsOf(out)).to.equal('');
  });

  it('copies what different devices have coded, though each calls its own way of coding number 0', async () => {
    const coded = ['-an', '-c:v', 'libx264', '-crf', '16', '-g', '30', '-bf', '0', '-profile:v'];
    const others = ['main', 'baseline'].map((profile) =>
      films.film(`other-${profile}.mp4`, '-i', telling('high'), ...coded, profile, '-video_track_timescale', '90000'),
    );
    const files = [telling('baseline'), ...others, telling('high')];
    const { out, copied, starts } = await make(files.map((file, i) => cut(file, 1, i === 0 ? 4 : 3.1)));
    expect(copied).to.equal(4);
    expect(faultsOf(out)).to.equal('');
    for (const { at, shows } of shownMoments(out)) {
      const start = starts.findLast((begin) => begin <= at + 0.001)!;
      expect(shows - (at - start + 1)).to.be.within(-0.08, 0.08);
    }
  });

  it('plays on phones, starts before it is all there, and has its chapters', async () => {
    const { out, starts } = await make([card(), cut(telling('high'), 1, 2), card({ title: 'Jonas = <Weber>; #1' })]);
    const { streams, chapters } = describeFilm(out);
    expect(streams.slice(0, 2).map(({ codec_name }) => codec_name)).to.deep.equal(['h264', 'aac']);
    expect(streams[0]).to.include({ width: 320, height: 180, profile: 'High' });
    const bytes = fs.readFileSync(out).toString('latin1');
    expect(bytes.indexOf('moov')).to.be.below(bytes.indexOf('mdat'));
    expect(chapters.map(({ start_time, tags }) => [Number(start_time), tags?.title])).to.deep.equal([
      [0, 'Amara Osei: How was it?'],
      [starts[2], 'Jonas = <Weber>; #1: How was it?'],
    ]);
  });

  it('stays in step to the end of twenty parts of different codings and odd lengths', async () => {
    const parts = Array.from({ length: 20 }, (_, i) => {
      const start = 0.13 + i * 0.29;
      if (i % 5 === 3) return card({ seconds: 0.27 });
      return cut(clapping(i % 4 === 1 ? 'vp8' : 'h264'), start, start + 1.17 + i * 0.013);
    });
    const { out, starts, seconds, copied } = await make(parts);
    expect(copied).to.be.above(5);
    const seen = flashes(out);
    const heard = beeps(out);
    const inside = (at: number) => starts.every((start) => Math.abs(at - start) > 0.11) && at < seconds - 0.11;
    const pairs = seen.filter(inside).map((at) => Math.min(...heard.map((beep) => Math.abs(beep - at))));
    expect(pairs.length).to.be.above(14);
    expect(Math.max(...pairs)).to.be.below(0.04);
    expect(seen.at(-1)).to.be.above(starts.at(-1)!);
    const [picture, sound] = films.streamSeconds(out);
    expect(Math.abs(picture! - sound!)).to.be.below(0.04);
  });

  it('is as loud in one part as in another, whoever spoke into whatever microphone', async () => {
    const voices = [-20, 0, 6].map((gain) => cut(films.speech(gain), 1, 4.5, { hasVideo: false }));
    const { out, starts } = await make(voices);
    for (const start of starts) expect(loudnessOf(out, start, 3.5)).to.be.closeTo(-16, 1);
  });

  it('puts an upright film between bars, and brings every other size and coding to that of most', async () => {
    const parts = [
      cut(films.uprightFilm('libx264'), 0, 1),
      cut(films.film('wide.webm', '-f', 'lavfi', '-i', 'color=red:s=640x160:d=1', '-c:v', 'libvpx'), 0, 0.8),
      cut(telling('high'), 1.33, 3.33),
    ];
    const { out, width, height, starts } = await make(parts);
    expect({ width, height }).to.deep.equal({ width: 320, height: 180 });
    const isBar = (at: number, x: number, y: number) =>
      frameAt(out, at)
        .at(x, y)
        .every((value) => value < 30);
    expect([isBar(0.5, 40, 90), isBar(0.5, 280, 90), isBar(0.5, 160, 90)]).to.deep.equal([true, true, false]);
    expect([isBar(1.4, 160, 20), isBar(1.4, 160, 160)]).to.deep.equal([true, true]);
    const [red, green] = frameAt(out, 1.4).at(160, 90);
    expect(red).to.be.above(200);
    expect(green).to.be.below(40);
    expect(shownMoments(out).filter(({ at }) => at >= starts[2]!).length).to.be.within(58, 62);
  });

  it('shows who speaks where there is only a voice, and how far they are', async () => {
    const speaker = cut(films.speech(0), 1, 4, { hasVideo: false, label: 'Amara Osei' });
    const { out, width, height } = await make([speaker]);
    expect({ width, height }).to.deep.equal({ width: 1280, height: 720 });
    const [half, late] = [frameAt(out, 1.5), frameAt(out, 2.8)];
    const isLit = (frame: Frame, from: number, to: number) => {
      return Array.from({ length: to - from }, (_, i) => frame.at(from + i, 374)).some(
        ([red, , blue]) => blue - red > 60,
      );
    };
    expect([isLit(half, 200, 600), isLit(half, 700, 1100), isLit(late, 700, 1000)]).to.deep.equal([true, false, true]);
    expect(brightest(half, [115, 120, 500, 220])).to.be.above(200);
  });

  it('keeps the last picture of a recording whose sound goes on', async () => {
    const picture = ['-f', 'lavfi', '-i', 'color=red:s=320x180:r=30:d=1'];
    const screen = films.film('ended.mp4', ...picture, '-f', 'lavfi', '-i', 'sine=330:d=6', '-pix_fmt', 'yuv420p');
    const { out } = await make([card({ seconds: 0.5 }), cut(screen, 4, 5)]);
    expect(frameAt(out, 1).at(160, 90)[0]).to.be.above(200);
    expect(loudnessOf(out, 0.5, 1)).to.be.closeTo(-16, 1);
  });

  it('has captions in its picture while they are said, where they are wanted', async () => {
    const captions = [{ start: 0.4, end: 1, text: 'We <b>met</b> & talked' }];
    const dark = films.film('dark.mp4', '-f', 'lavfi', '-i', 'color=black:s=640x360:r=30:d=2', '-pix_fmt', 'yuv420p');
    const { out, copied } = await make([cut(dark, 0, 1.5, { captions }), cut(dark, 0, 1.5)]);
    expect(copied).to.equal(1);
    const words = [100, 270, 540, 355] as const;
    const lights = [0.2, 0.5, 0.9, 1.2, 2.2].map((at) => brightest(frameAt(out, at), words) > 200);
    expect(lights).to.deep.equal([false, true, true, false, false]);
  });

  it('draws names in any script and of any length within the picture', async () => {
    const words = [
      { title: '<script>alert("1")</script> & \u0000\ud800', subtitle: '&amp; <b>' },
      { title: 'نورة القحطاني', subtitle: 'كيف كان يومك الأول في العمل؟' },
      { title: '👩🏽‍🚒', subtitle: '🙂' },
      { title: 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6), subtitle: 'What drew you to this? '.repeat(60) },
      { title: '', subtitle: null, body: 'It was the first time. '.repeat(80) },
    ];
    const { out } = await make(words.map((each) => card({ ...each, seconds: 0.2 })));
    const pictures = words.map((_, i) => {
      const frame = frameAt(out, i * 0.2 + 0.1);
      return [
        brightest(frame, [60, 60, 1220, 660]) > 150,
        brightest(frame, [0, 0, 1280, 24]) > 60,
        brightest(frame, [1230, 0, 1280, 720]) > 60,
      ];
    });
    expect(pictures.filter((_, i) => i !== 2)).to.deep.equal(Array.from({ length: 4 }, () => [true, false, false]));
    // Where no letters in colours are installed an emoji is left out rather than drawn as a box of figures.
    expect(pictures[2]!.slice(1)).to.deep.equal([false, false]);
  });

  it('is told beforehand what it takes, what is encoded anew, and why', async () => {
    const { config } = await makeWorld();
    const captions = [{ start: 0, end: 1, text: 'Hello' }];
    const parts = [
      card(),
      cut(telling('high'), 1, 5),
      cut(telling('high'), 1, 3, { captions }),
      cut(films.uprightFilm('libx264'), 0, 1),
      cut(clapping('vp8'), 0, 2),
    ];
    const { seconds, takesLong, copied, anew } = await montageEffort(config, parts);
    expect({ copied, takesLong }).to.deep.equal({ copied: 1, takesLong: false });
    expect(seconds).to.be.within(1, 10);
    expect(anew.map(({ index, seconds, words }) => [index, seconds, words])).to.deep.equal([
      [2, 2, 'Its captions are drawn into the picture.'],
      [3, 1, 'Its picture has another size than the film: 180 × 320 in place of 320 × 180.'],
      [4, 2, 'It is coded in another way than the rest.'],
    ]);
  });

  it('says which part cannot be used, and leaves nothing behind', async () => {
    const text = films.written('no-film.mp4', 'This is no film.');
    for (const [part, reason] of [
      [cut('/nowhere/play.mp4', 0, 1), 'Part 2 cannot be used. Its recording is no longer there.'],
      [cut(text, 0, 1), 'Part 2 cannot be used. We could not read this recording.'],
      [cut(films.cut(films.phoneFilm(3), 0.5), 2, 2.9), 'Part 2 cannot be used. Its recording is damaged there.'],
      [cut(telling('high'), 7, 8), 'Part 2 cannot be used. Its recording ends before the cut begins.'],
    ] as const) {
      const { error, left } = await failing([card({ seconds: 0.2 }), part]);
      expect(error).to.be.instanceOf(PartUnreadable).with.property('index', 1);
      expect((error as Error).message).to.include(reason);
      expect(left).to.deep.equal([]);
    }
  });

  it('can be stopped at any moment, and leaves nothing behind', async () => {
    for (const until of [10, 50, 91]) {
      const stop = new AbortController();
      const progress = (percent: number) => percent >= until && stop.abort();
      const parts = [card(), cut(telling('high'), 1, 3), card()];
      const { error, left } = await failing(parts, { signal: stop.signal, progress });
      expect(error).to.have.property('name', 'AbortError');
      expect(left).to.deep.equal([]);
    }
  });
});

async function make(parts: MontagePart[], options: MontageOptions = {}) {
  const world = await makeWorld();
  const out = path.join(world.storage.root, 'reel.mp4');
  return { out, ...(await makeMontage(world, parts, out, options)) };
}

/** What is left of one that is not finished, besides the reason. */
async function failing(parts: MontagePart[], options: MontageOptions = {}) {
  const world = await makeWorld();
  const out = path.join(world.storage.root, 'reel.mp4');
  const error: unknown = await makeMontage(world, parts, out, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const inTmp = fs.readdirSync(path.join(world.storage.root, 'tmp'));
  return { error, left: [...inTmp, ...(fs.existsSync(out) ? [out] : [])] };
}

/** The lightest place in a part of a picture. */
function brightest(frame: Frame, [left, top, right, bottom]: readonly [number, number, number, number]): number {
  let most = 0;
  for (let y = top; y < Math.min(bottom, frame.height); y += 2) {
    for (let x = left; x < Math.min(right, frame.width); x++) most = Math.max(most, frame.at(x, y)[1]);
  }
  return most;
}
