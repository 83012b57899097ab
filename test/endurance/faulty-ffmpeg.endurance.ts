import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { retryJob } from '../../src/platform/jobs/queue.ts';
import { film } from '../media/films.ts';
import { sha256OfFile } from '../support/hash.ts';
import { until } from '../support/until.ts';
import { atWork, type AtWork } from './at-work.ts';
import { ffmpegOf } from './processes.ts';
import { promise, type Line } from './report/promise.ts';
import { jobOf, sendFile, stateOf } from './sending.ts';
import { SmallDisk } from './small-disk.ts';
import { Visible } from './visible.ts';

const promised = 'ffmpeg may crash, hang or fill the disk';
const tries = 3;

promise(promised, 'it is killed at each try', 5, async (line) => {
  const working = await atWork();
  const { clip, visible } = await sent(working, slowFilm(2));
  for (let n = 1; n <= tries; n++) await signalled(working, clip, 'SIGKILL', n, 90);
  line.did(`SIGKILL to ffmpeg while it writes the MP4, ${tries} times.`);
  await expectFailed(line, working, clip, visible, /ended from outside/);
  await expectMended(line, working, clip);
});

promise(promised, 'it hangs at each try', 15, async (line) => {
  const working = await atWork();
  const { clip, visible } = await sent(working, slowFilm(1));
  const hung: number[] = [];
  for (let n = 1; n <= tries; n++) hung.push(await signalled(working, clip, 'SIGSTOP', n, 200));
  line.did(`SIGSTOP to ffmpeg while it writes the MP4, ${tries} times.`);
  line.found(`ended after ${hung.map((seconds) => seconds.toFixed(0)).join(', ')} s`);
  await expectFailed(line, working, clip, visible, /took far longer/);
  await expectMended(line, working, clip);
});

promise(promised, 'the disk fills up at each try', 5, async (line) => {
  const disk = new SmallDisk(160);
  const working = await atWork({ storage: disk.storage });
  const { clip, visible } = await sent(working, slowFilm(2));
  for (let n = 1; n <= tries; n++) await whileFull(working, disk, clip);
  line.did(`The disk filled to the last 200 kB while ffmpeg writes the MP4, ${tries} times.`);
  await expectFailed(line, working, clip, visible, /no room left/);
  await expectMended(line, working, clip);
});

/** Noise, which takes ffmpeg its time and many bytes. */
function slowFilm(seconds: number): string {
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=1920x1080:r=30:d=${seconds},noise=alls=40:allf=t`];
  const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '8M'];
  return film(`slow-${seconds}.webm`, ...picture, ...vp8);
}

async function sent(working: AtWork, file: string) {
  const clip = await sendFile(working, file);
  return { clip, visible: new Visible(working.world, clip) };
}

/** Waits for a try, sends its ffmpeg a signal, and gives the seconds until the try was over. */
async function signalled(working: AtWork, clip: Clip, signal: NodeJS.Signals, number: number, seconds: number) {
  const { server } = working;
  await until(() => ffmpegOf(server.pid).length > 0, 90, 2);
  process.kill(ffmpegOf(server.pid)[0]!.pid, signal);
  expect((await jobOf(working, clip)).attempts).to.equal(number);
  return tried(working, clip, seconds);
}

async function whileFull(working: AtWork, disk: SmallDisk, clip: Clip): Promise<void> {
  await until(() => ffmpegOf(working.server.pid).length > 0, 90, 2);
  disk.fill(200_000);
  await until(() => ffmpegOf(working.server.pid).length === 0, 60);
  disk.makeRoom();
  await tried(working, clip, 90);
}

/** Waits until a try is over. The pauses between tries, tested elsewhere, are cut short. */
async function tried(working: AtWork, clip: Clip, seconds: number): Promise<number> {
  const passed = await until(async () => (await jobOf(working, clip)).state !== 'running', seconds, 50);
  const { id, state, created_at } = await jobOf(working, clip);
  if (state === 'queued') await working.world.db('jobs').where({ id }).update({ due_at: created_at });
  return passed;
}

async function expectFailed(line: Line, working: AtWork, clip: Clip, visible: Visible, reason: RegExp): Promise<void> {
  const { state, attempts, error } = await jobOf(working, clip);
  const { names, partial } = visible.end();
  line.found(`${state} after ${attempts} tries: “${error}”`);
  line.found(`seen meanwhile: ${names.join(', ')}, ${partial.length} partial`);
  expect({ state, attempts, names, partial }).to.deep.equal({
    state: 'failed',
    attempts: tries,
    names: ['original'],
    partial: [],
  });
  expect(error).to.match(reason);
  expect(await getClip(working.world.db, clip.id)).to.include({ state: 'failed', error });
  expect(leftInTmp(working)).to.deep.equal([]);
}

async function expectMended(line: Line, working: AtWork, clip: Clip): Promise<void> {
  const original = working.world.storage.clip(clip.id, 'original');
  const before = sha256OfFile(original);
  await retryJob(working.world.db, (await jobOf(working, clip)).id);
  await until(async () => (await stateOf(working, clip)) === 'ready', 120);
  const isUntouched = sha256OfFile(original) === before;
  line.found(`original ${isUntouched ? 'untouched' : 'CHANGED'}, ready once asked to try again`);
  expect(isUntouched).to.equal(true);
}

function leftInTmp({ world }: AtWork): string[] {
  return fs.readdirSync(path.dirname(world.storage.uploads)).filter((name) => name !== 'uploads');
}
