import { expect } from 'chai';
import { getClip, type Clip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { anotherTake, finishedButNotRecorded } from '../media/sender.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { TusUpload } from '../support/tus.ts';
import { until } from '../support/until.ts';
import type { World } from '../support/world.ts';
import { atWork, type AtWork } from './at-work.ts';
import { moments } from './dying-server.ts';
import { mebibyte, noise } from './noise.ts';
import { promise } from './report/promise.ts';

const promised = 'A finished upload becomes exactly one clip';

promise(promised, 'a respondent’s last piece arrives and the server dies at once', 3, async (line) => {
  const found: Outcome[] = [];
  for (const moment of moments) found.push(await dying(moment));
  const slowest = Math.max(...found.map(({ seconds }) => seconds));
  line.did(`kill -9 inside the completion hook (${moments.join(', ')}), then five requests that complete it at once.`);
  line.found(`${found.map(({ clips }) => clips).join(', ')} clip`);
  line.found(`${found.map(({ jobs }) => jobs).join(', ')} job`);
  line.found(`recorded ${slowest.toFixed(1)} s after the restart at the latest`);
  for (const { clips, jobs, isEqual } of found)
    expect({ clips, jobs, isEqual }).to.deep.equal({ clips: 1, jobs: 1, isEqual: true });
  expect(slowest).to.be.below(60);
});

promise(promised, 'an upload that nobody asks about any more is found by the clock', 3, async (line) => {
  const { world } = await atWork();
  const { clip } = await finishedButNotRecorded(world);
  const seconds = await until(() => isRecorded(world, clip), 61);
  line.did('A finished upload left unrecorded beside a running server.');
  line.found(`recorded after ${seconds.toFixed(0)} s`);
});

interface Outcome {
  clips: number;
  jobs: number;
  isEqual: boolean;
  seconds: number;
}

async function dying(moment: string): Promise<Outcome> {
  const working = await atWork({ file: 'test/endurance/dying-server.ts', environment: { DIE_AT: moment } });
  const { world, server } = working;
  const take = noise(mebibyte);
  const clip = await anotherTake(world, take.length);
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  await upload.send(take.subarray(0, 1000));
  await upload.patch(1000, take.subarray(1000), take.length).catch(() => undefined);
  await server.ended(10);
  const seconds = await completedByMany(working, upload, clip);
  const stored = sha256OfFile(world.storage.clip(clip.id, 'original'));
  return {
    clips: (await world.db('clips').where({ upload_id: upload.id })).length,
    jobs: (await world.db('jobs').where({ subject: clip.id })).length,
    isEqual: stored === sha256(take),
    seconds,
  };
}

async function completedByMany({ world, server }: AtWork, upload: TusUpload, clip: Clip): Promise<number> {
  const started = await server.restart({ DIE_AT: '' });
  await Promise.all(Array.from({ length: 5 }, () => upload.offset()));
  return started + (await until(() => isRecorded(world, clip), 60));
}

async function isRecorded({ db }: World, { id }: Clip): Promise<boolean> {
  return (await getClip(db, id)).state !== 'uploading';
}
