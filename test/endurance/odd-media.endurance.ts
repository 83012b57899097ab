import fs from 'node:fs';
import { expect } from 'chai';
import sharp from 'sharp';
import type { Clip } from '../../src/media/clip.ts';
import { probe } from '../../src/platform/ffprobe.ts';
import * as films from '../media/films.ts';
import { Respondent } from '../support/respondent.ts';
import { atWork } from './at-work.ts';
import { clapper, drift } from './clapper.ts';
import { promise, type Line } from './report/promise.ts';
import { sendTake, settled } from './sending-take.ts';

promise('A truncated recording plays up to the cut', 'a respondent’s file lost its second half', 3, async (line) => {
  const sending = await respondentSending();
  line.did('A WebM and an MP4 of 6 s, each cut in the middle of its bytes.');
  for (const whole of [films.recordedTake(6), films.phoneFilm(6)]) {
    const clip = await sending.send(films.cut(whole, 0.5), { seconds: 6 });
    line.found(`${clip.seconds?.toFixed(1)} of ${clip.declaredSeconds} s${clip.partial ? ', marked partial' : ''}`);
    expect(clip).to.include({ state: 'ready', partial: true, declaredSeconds: 6 });
    expect(clip.seconds).to.be.within(1, 4.5);
    expect((await sending.play(clip)).status).to.equal(206);
  }
});

promise('A WebM without duration or cues is remuxed', 'a respondent records with MediaRecorder', 2, async (line) => {
  const sending = await respondentSending();
  const before = await probe(sending.world.config, films.recordedTake(6));
  const clip = await sending.send(films.recordedTake(6), { seconds: 6 });
  const after = await probe(sending.world.config, sending.file(clip, 'play.mp4'));
  const bytes = fs.readFileSync(sending.file(clip, 'play.mp4')).toString('latin1');
  const isIndexFirst = bytes.indexOf('moov') < bytes.indexOf('mdat');
  line.did('A live WebM of H.264 and Opus.');
  line.found(`duration before: ${before.seconds ?? 'none'}, after: ${after.seconds?.toFixed(2)} s`);
  line.found(`index ${isIndexFirst ? 'first' : 'LAST'}`);
  expect(before.seconds).to.equal(undefined);
  expect(after.seconds).to.be.closeTo(6, 0.1);
  expect(isIndexFirst).to.equal(true);
});

promise('No audio, or audio only', 'a respondent’s film is silent, another has only a voice', 2, async (line) => {
  const sending = await respondentSending();
  const silent = await sending.send(films.silentFilm(), { seconds: 2 });
  const voice = await sending.send(films.voiceTake(), { seconds: 3, kind: 'voice' });
  const poster = await sharp(sending.file(voice, 'poster.webp')).metadata();
  line.did('A film without sound, a voice without picture.');
  line.found(`silent: ${silent.state}, ${silent.seconds?.toFixed(1)} s`);
  line.found(`voice: ${voice.state}, waveform ${poster.width}×${poster.height} ${poster.format}`);
  expect(silent).to.include({ state: 'ready', kind: 'video', hasAudio: false });
  expect(voice).to.include({ state: 'ready', kind: 'audio', hasAudio: true });
  expect(poster).to.include({ width: 1280, format: 'webp' });
  for (const clip of [silent, voice]) expect((await sending.play(clip)).status).to.equal(206);
});

const phone = 'A phone’s film is upright and in step';

promise(phone, 'a respondent holds the phone upright', 3, async (line) => {
  const sending = await respondentSending();
  line.did('Turned .mov files, one of H.264 and one of HEVC.');
  for (const codec of ['libx264', 'libx265'] as const) await expectUpright(line, sending, films.uprightFilm(codec));
});

promise(phone, 'a respondent’s phone drops frames', 5, async (line) => {
  const sending = await respondentSending();
  line.did('A minute with frames missing unevenly and a clap every five seconds, as VP8 and as HEVC.');
  for (const codec of ['libvpx', 'libx265'] as const) {
    const clip = await sending.send(clapper(codec), { seconds: 60 });
    const { seconds, at } = drift(sending.file(clip, 'play.mp4'));
    line.found(`${(seconds * 1000).toFixed(0)} ms between picture and sound at ${at.toFixed(0)} s`);
    expect(at).to.be.above(50);
    expect(seconds).to.be.below(0.04);
  }
});

async function respondentSending() {
  const working = await atWork();
  const { world, server } = working;
  const respondent = await Respondent.started(server.origin, working.form);
  const takes = new Map<string, string>();
  return {
    world,
    async send(file: string, given: { seconds: number; kind?: string }): Promise<Clip> {
      const { answer, clipId, takeId } = await sendTake(working, respondent, file, given);
      expect(answer.status).to.equal(200);
      takes.set(clipId, takeId);
      return settled(working, clipId);
    },
    file: ({ id }: Clip, name: string) => world.storage.clip(id, name),
    play: ({ id }: Clip) => respondent.getRange(`/takes/${takes.get(id)}/media`, 'bytes=0-999'),
  };
}

type Sending = Awaited<ReturnType<typeof respondentSending>>;

async function expectUpright(line: Line, sending: Sending, file: string): Promise<void> {
  const clip = await sending.send(file, { seconds: 2 });
  const { width, height } = clip;
  const { video, audio } = await probe(sending.world.config, sending.file(clip, 'play.mp4'));
  line.found(`${width}×${height} ${video?.codec}/${audio?.codec}`);
  expect([width, height, video?.codec, audio?.codec]).to.deep.equal([180, 320, 'h264', 'aac']);
}
