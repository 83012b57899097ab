import fs from 'node:fs';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import sharp from 'sharp';
import { deleteClip, getClip, type Clip, type NewClip } from '../../src/media/clip.ts';
import { transcode } from '../../src/media/transcode.ts';
import { probe } from '../../src/platform/ffprobe.ts';
import { newId } from '../../src/platform/ids.ts';
import { findJob, retryJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { hear } from '../../src/platform/sound.ts';
import '../../src/jobs.ts';
import { arrived } from '../support/clip.ts';
import { makeWorld, type World } from '../support/world.ts';
import * as films from './films.ts';

describe('making a recording playable', () => {
  let world: World;

  before(async () => {
    world = await makeWorld();
  });

  it('copies the picture of an H.264 take bit by bit, and gives it its length', async () => {
    const clip = await transcoded(world, films.recordedTake());
    expect(clip).to.include({ state: 'ready', kind: 'video', width: 320, height: 180, hasAudio: true, partial: false });
    expect(clip.videoCodec).to.equal('h264');
    expect(clip.seconds).to.be.closeTo(3, 0.1);
    expect(films.pictureHash(part(clip, 'play.mp4'))).to.equal(films.pictureHash(films.recordedTake()));
  });

  it('starts before it is all there', async () => {
    const clip = await transcoded(world, films.recordedTake());
    const bytes = fs.readFileSync(part(clip, 'play.mp4')).toString('latin1');
    expect(bytes.indexOf('moov')).to.be.within(0, bytes.indexOf('mdat'));
  });

  it('makes H.264 of what is coded otherwise', async () => {
    const clip = await transcoded(world, films.vp8Take());
    const made = await probe(world.config, part(clip, 'play.mp4'));
    expect(made.video).to.include({ codec: 'h264', pixelFormat: 'yuv420p', framesPerSecond: 15 });
    expect(made.audio).to.deep.equal({ codec: 'aac', channels: 1 });
  });

  it('draws posters in two sizes and the sound', async () => {
    const clip = await transcoded(world, films.recordedTake());
    expect(await sharp(part(clip, 'poster.webp')).metadata()).to.include({ format: 'webp', width: 320 });
    expect(await sharp(part(clip, 'thumb.webp')).metadata()).to.include({ format: 'webp', width: 320 });
    const peaks = JSON.parse(fs.readFileSync(part(clip, 'peaks.json'), 'utf8')) as number[];
    expect(peaks).to.have.length(240);
    expect(Math.max(...peaks)).to.be.within(5, 100);
  });

  for (const gainDb of [-18, 0, 12]) {
    it(`plays a voice as loud as any other, recorded at ${gainDb} dB`, async () => {
      const clip = await transcoded(world, films.speech(gainDb), { kind: 'audio' });
      const { loudness } = await hear(world.config, part(clip, 'play.mp4'));
      expect(loudness.lufs).to.be.closeTo(-16, 1);
      expect(loudness.peakDb).to.be.below(-1);
    });
  }

  it('knows where nobody speaks, however quietly it was recorded', async () => {
    const pauses = ['-f', 'lavfi', '-i', 'sine=220:d=10', '-f', 'lavfi', '-i', 'anoisesrc=d=10:amplitude=0.0001'];
    const mixed = "[0]volume='between(mod(t,5),1,3)*0.1':eval=frame[voice];[voice][1]amix=normalize=0";
    const clip = await transcoded(world, films.film('pauses.webm', ...pauses, '-filter_complex', mixed));
    const silences = JSON.parse(fs.readFileSync(part(clip, 'silences.json'), 'utf8')) as [number, number][];
    expect(silences).to.have.length(3);
    const expected = [0, 1, 3, 6, 8, 10];
    silences.flat().forEach((seconds, i) => expect(seconds).to.be.closeTo(expected[i]!, 0.1));
    expect(clip.silentSeconds).to.be.closeTo(6, 0.3);
  });

  it('has not looked for silence in a film without sound, and found none in one that hums', async () => {
    expect((await transcoded(world, films.silentFilm())).silentSeconds).to.equal(null);
    expect((await transcoded(world, films.recordedTake())).silentSeconds).to.equal(0);
  });

  it('leaves the noise of an empty room as quiet as it is', async () => {
    const room = films.film('room.wav', '-f', 'lavfi', '-i', 'anoisesrc=d=3:amplitude=0.002:color=pink');
    const clip = await transcoded(world, room, { kind: 'audio' });
    const [before, after] = await Promise.all([room, part(clip, 'play.mp4')].map((file) => hear(world.config, file)));
    expect(after!.loudness.lufs).to.be.closeTo(before!.loudness.lufs, 1.5);
  });

  it('plays a voice alone, with the sound as its picture', async () => {
    const clip = await transcoded(world, films.voiceTake(), { kind: 'audio' });
    expect(clip).to.include({ state: 'ready', kind: 'audio', width: null, videoCodec: null, hasAudio: true });
    expect((await sharp(part(clip, 'poster.webp')).metadata()).width).to.equal(1280);
  });

  it('keeps only the sound of a film given as a voice answer', async () => {
    const clip = await transcoded(world, films.phoneFilm(), { kind: 'audio' });
    expect((await probe(world.config, part(clip, 'play.mp4'))).video).to.equal(undefined);
  });

  it('plays a film without sound', async () => {
    const clip = await transcoded(world, films.silentFilm());
    expect(clip).to.include({ state: 'ready', hasAudio: false });
    expect(fs.existsSync(part(clip, 'peaks.json'))).to.equal(false);
  });

  for (const codec of ['libx264', 'libx265'] as const) {
    it(`shows a film from an upright phone upright (${codec})`, async () => {
      const clip = await transcoded(world, films.uprightFilm(codec));
      expect(clip).to.include({ width: 180, height: 320 });
      const { width, height } = await sharp(part(clip, 'poster.webp')).metadata();
      expect(height).to.be.above(width);
    });
  }

  it('keeps sound and picture in step where frames come unevenly', async () => {
    const clip = await transcoded(world, films.unevenFilm());
    const [picture, sound] = films.streamSeconds(part(clip, 'play.mp4'));
    expect(Math.abs(picture! - sound!)).to.be.below(0.04);
  });

  it('caps what is played at the time limit, and keeps the original', async () => {
    const clip = await transcoded(world, films.vp8Take(6), { maxSeconds: 2 });
    expect(clip.seconds).to.be.closeTo(3, 0.15);
    expect(fs.readFileSync(part(clip, 'original'))).to.deep.equal(fs.readFileSync(films.vp8Take(6)));
  });

  for (const [name, whole] of [
    ['WebM', films.recordedTake],
    ['MP4', films.phoneFilm],
  ] as const) {
    it(`plays a truncated ${name} up to the cut, and says that the end is missing`, async () => {
      const clip = await transcoded(world, films.cut(whole(6), 0.5), {}, { declaredSeconds: 6 });
      expect(clip).to.include({ state: 'ready', partial: true, declaredSeconds: 6 });
      expect(clip.seconds).to.be.within(1, 4.5);
    });
  }

  it('knows by itself that an MP4 is cut, where nobody said how long it was', async () => {
    const clip = await transcoded(world, films.cut(films.phoneFilm(6), 0.5));
    expect(clip).to.include({ state: 'ready', partial: true });
    expect(clip.declaredSeconds).to.be.closeTo(6, 0.1);
    expect(clip.seconds).to.be.within(1, 4.5);
  });

  it('shows how far it is', async () => {
    const clip = await arrived(world, films.vp8Take(6));
    const seen: number[] = [];
    const { signal } = new AbortController();
    const progress = async (percent: number) => void seen.push(percent);
    await transcode.handler({ clipId: clip.id }, { ...world, jobId: newId(), progress, signal, isLong: true });
    expect(seen.at(-1)).to.be.within(80, 90);
  });

  it('ends at once when the server stops, and leaves nothing half made', async () => {
    const clip = await arrived(world, films.vp8Take(6));
    const stop = new AbortController();
    const work = transcode.handler(
      { clipId: clip.id },
      { ...world, jobId: newId(), signal: stop.signal, isLong: true, progress: async () => stop.abort() },
    );
    expect(
      await work.then(
        () => 'done',
        (error: Error) => error.name,
      ),
    ).to.equal('AbortError');
    expect(fs.readdirSync(world.storage.clip(clip.id))).to.deep.equal(['original']);
    expect(fs.readdirSync(`${world.storage.root}/tmp`)).to.deep.equal([]);
  });

  it('leaves a deleted clip deleted', async () => {
    const clip = await arrived(world, films.recordedTake());
    await deleteClip(world, clip.id);
    await transcode.now(world, { clipId: clip.id });
    expect(fs.existsSync(world.storage.clip(clip.id))).to.equal(false);
  });

  it('says in words what cannot be read, keeps it, and tries again when asked', async () => {
    const clip = await transcoded(world, films.written('noise.webm', Buffer.alloc(5000, 'x')));
    expect(clip).to.include({ state: 'failed', error: 'We could not read this recording.' });
    const job = (await findJob(world.db, transcode.name, clip.id))!;
    expect(job).to.include({ state: 'failed', attempts: 1, error: clip.error });
    fs.copyFileSync(films.recordedTake(), part(clip, 'original'));
    await retryJob(world.db, job.id);
    await drainJobs(world, [transcode]);
    expect(await getClip(world.db, clip.id)).to.include({ state: 'ready', error: null });
  });

  it('tries again after ffmpeg was killed', async () => {
    const dying = await makeWorld({ FFMPEG_PATH: films.script('dies', 'kill -9 $$') });
    const clip = await transcoded(dying, films.recordedTake());
    expect(clip.state).to.equal('uploaded');
    expect(await findJob(dying.db, transcode.name, clip.id)).to.include({ state: 'queued', attempts: 1 });
    expect(fs.readdirSync(dying.storage.clip(clip.id))).to.deep.equal(['original']);
    await drainJobs({ ...dying, config: world.config, clock: later(dying) }, [transcode]);
    expect((await getClip(dying.db, clip.id)).state).to.equal('ready');
  });

  const accidents = {
    'the disk is full': ['echo "av_interleaved_write_frame(): No space left on device" >&2; exit 228', /no room left/],
    'ffmpeg is killed each time': ['echo "Invalid data found" >&2; kill -9 $$', /ended from outside/],
  } as const;
  for (const [what, [line, reason]] of Object.entries(accidents)) {
    it(`gives up after three tries and says why when ${what}, and leaves nothing half made`, async () => {
      const broken = await makeWorld({ FFMPEG_PATH: films.script(`breaks-${line.length}`, line) });
      let clip = await transcoded(broken, films.recordedTake());
      for (const seconds of [11, 101]) {
        expect(clip.state).to.equal('uploaded');
        broken.clock.forward(seconds);
        await drainJobs(broken, [transcode]);
        clip = await getClip(broken.db, clip.id);
      }
      expect(clip.state).to.equal('failed');
      expect(clip.error).to.match(reason);
      expect(fs.readdirSync(broken.storage.clip(clip.id))).to.deep.equal(['original']);
      expect(fs.readdirSync(`${broken.storage.root}/tmp`)).to.deep.equal([]);
    });
  }

  function part(clip: Clip, name: string): string {
    return world.storage.clip(clip.id, name);
  }
});

function later(world: World) {
  world.clock.forward(60);
  return world.clock;
}

async function transcoded(world: World, ...made: [file: string, fields?: Partial<NewClip>, more?: Partial<Clip>]) {
  const clip = await arrived(world, ...made);
  await transcode.later(world.db, { clipId: clip.id }, { subject: clip.id });
  await drainJobs(world, [transcode]);
  return getClip(world.db, clip.id);
}
