import { expect } from 'chai';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { film, phoneFilm, recordedTake } from '../media/films.ts';
import { until } from '../support/until.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { atWork, type AtWork } from './at-work.ts';
import { ffmpegOf } from './processes.ts';
import { promise } from './report/promise.ts';
import { sendFile, stateOf } from './sending.ts';

const hours = 4;
const others = 5;

promise(
  'A 4-hour upload is watchable at once and the queue moves',
  'somebody sends four hours, and others send a few seconds after that',
  25,
  async (line) => {
    const working = await atWork();
    const member = new Visitor(working.server.origin);
    await member.signIn(await makeMember(working.world));
    const file = fourHours();
    const long = await sendFile(working, file);
    const started = performance.now();
    const played = await member.get(`/clips/${long.id}/play`, { Range: 'bytes=0-99999' });
    const playedMs = performance.now() - started;
    line.did(`${hours} hours of H.264 sent, then ${others} takes of some seconds.`);
    line.found(
      `original: ${played.status} ${played.get('Content-Type')} ${playedMs.toFixed(0)} ms after the last byte`,
    );
    expect([played.status, (played.body as Buffer).length]).to.deep.equal([206, 100_000]);

    const short: Clip[] = [];
    for (let n = 0; n < others; n++) short.push(await sendFile(working, n % 2 ? recordedTake() : phoneFilm()));
    const watch = watchWriters(working);
    const shortSeconds = await until(async () => isReady(working, short), 900, 100);
    const longSeconds = shortSeconds + (await until(async () => isReady(working, [long]), 900, 100));
    const { seconds } = await getClip(working.world.db, long.id);
    line.found(`the others ready after ${shortSeconds.toFixed(0)} s, the long one after ${longSeconds.toFixed(0)} s`);
    line.found(`it lasts ${((seconds ?? 0) / 3600).toFixed(2)} h · at most ${watch.end()} MP4 written at a time`);
    expect(seconds).to.be.closeTo(hours * 3600, 5);
    expect(watch.end()).to.equal(1);
  },
);

/** A minute, a few hundred times: made in a moment. */
function fourHours(): string {
  const picture = ['-f', 'lavfi', '-i', 'testsrc=s=64x36:r=2:d=60'];
  const sound = ['-f', 'lavfi', '-i', 'sine=330:d=60:r=48000', '-c:a', 'libopus', '-b:a', '16k'];
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];
  const minute = film('minute.mkv', ...picture, ...sound, ...h264);
  const repeated = ['-stream_loop', String(hours * 60 - 1), '-i', minute, '-c', 'copy'];
  return film('four-hours.webm', ...repeated, '-live', '1', '-f', 'matroska');
}

/** Counts how many ffmpeg write an MP4 at the same time. */
function watchWriters({ server }: AtWork) {
  let most = 0;
  const look = () => (most = Math.max(most, ffmpegOf(server.pid).length));
  const timer = setInterval(look, 50);
  return {
    end(): number {
      clearInterval(timer);
      return most;
    },
  };
}

async function isReady(working: AtWork, clips: Clip[]): Promise<boolean> {
  const states = await Promise.all(clips.map((clip) => stateOf(working, clip)));
  return states.every((state) => state === 'ready');
}
