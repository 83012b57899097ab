import { expect } from 'chai';
import { transcode } from '../../src/media/transcode.ts';
import { film, vp8Take } from '../media/films.ts';
import { until } from '../support/until.ts';
import { atWork } from './at-work.ts';
import { ffmpegOf, isAlive } from './processes.ts';
import { promise } from './report/promise.ts';
import { jobOf, sendFile, stateOf } from './sending.ts';

promise('A restart during a job', 'the server is killed while it prepares a recording', 3, async (line) => {
  const working = await atWork();
  const { world, server } = working;
  const clip = await sendFile(working, film('long.webm', '-stream_loop', '59', '-i', vp8Take(3), '-c', 'copy'));
  await until(() => ffmpegOf(server.pid).length > 0, 30, 2);
  const orphans = ffmpegOf(server.pid, '').map(({ pid }) => pid);
  await server.kill();
  const seconds = await until(() => !orphans.some(isAlive), 5, 1);
  line.did(`kill -9 of node while ${orphans.length} ffmpeg were at work.`);
  line.found(`no ffmpeg left after ${(seconds * 1000).toFixed(0)} ms`);

  await server.restart();
  await until(async () => (await jobOf(working, clip)).state === 'done', 90);
  const jobs = await world.db('jobs').where({ subject: clip.id, name: transcode.name });
  const { state, attempts } = await jobOf(working, clip);
  line.found(`${jobs.length} job, ${state} at try ${attempts}`);
  expect({ jobs: jobs.length, state, attempts }).to.deep.equal({ jobs: 1, state: 'done', attempts: 2 });
  expect(await stateOf(working, clip)).to.equal('ready');
});
