import { expect } from 'chai';
import { getEdit } from '../../src/media/edit.ts';
import { saveEdit } from '../../src/media/editing.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { film, recordedTake, streamSeconds, written } from '../media/films.ts';
import { guest } from '../support/guest.ts';
import { makeMessage } from '../support/message.ts';
import { until } from '../support/until.ts';
import { makeMember } from '../support/visitor.ts';
import { atWork } from './at-work.ts';
import { ffmpegOf, isAlive } from './processes.ts';
import { promise } from './report/promise.ts';

promise('A restart during a job', 'the server is killed while it cuts and hides', 3, async (line) => {
  const { world, server } = await atWork();
  const minute = film('minute.mkv', '-stream_loop', '19', '-i', recordedTake(3), '-c', 'copy');
  const { message, path } = await makeMessage(world, await makeMember(world), { film: minute });
  const { clipId } = message;
  const left = { x: 0, y: 0, width: 0.5, height: 1, start: 0, end: 60, look: 'blur' } as const;
  await saveEdit(world, clipId, { cuts: [[10, 20]], regions: [left] });
  await until(() => ffmpegOf(server.pid, '.mp4').length > 0, 30, 2);
  const orphans = ffmpegOf(server.pid, '').map(({ pid }) => pid);
  await server.kill();
  await until(() => !orphans.some(isAlive), 5, 1);
  line.did(`kill -9 of node while ${orphans.length} ffmpeg were at work.`);
  const before = await getEdit(world.db, clipId);

  const ofCut = (): Promise<{ state: string; attempts: number }[]> =>
    world.db('jobs').where({ subject: clipId, name: makeEdit.name }).select('state', 'attempts');
  await server.restart();
  const stranger = await guest(server.origin, path);
  const shown = new Set<number>();
  await until(async () => {
    shown.add((await stranger.get('/play')).status);
    return (await ofCut()).every(({ state }) => state === 'done');
  }, 90);
  const play = await stranger.get('/play');
  const [seconds] = streamSeconds(written('after-the-kill.mp4', play.body as Buffer));
  line.found(`nothing was shown before (${[...shown].join(', ')}), then ${seconds!.toFixed(1)} of 60 s`);
  expect(await ofCut()).to.deep.equal([{ state: 'done', attempts: 2 }]);
  expect(before.madeRevision).to.equal(null);
  expect([...shown].filter((status) => status !== 503 && status !== 200)).to.deep.equal([]);
  expect(shown.has(503)).to.equal(true);
  expect(seconds).to.be.closeTo(50, 0.3);
});
