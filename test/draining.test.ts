import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createClip, getClip } from '../src/media/clip.ts';
import { issueTicket } from '../src/media/ticket.ts';
import { transcode } from '../src/media/transcode.ts';
import { findJob } from '../src/platform/jobs/queue.ts';
import { film } from './media/films.ts';
import { arrived } from './support/clip.ts';
import { ServerProcess } from './support/server-process.ts';
import { TusUpload } from './support/tus.ts';
import { until } from './support/until.ts';
import { makeWorld, type World } from './support/world.ts';

describe('a server that is told to stop', () => {
  it('takes the piece that is on its way, puts its job back, and has ended within ten seconds', async () => {
    const world = await makeWorld();
    const server = await ServerProcess.start(world.storage.root);
    await until(async () => (await fetch(`${server.origin}/readyz`)).status === 200, 20);
    const clipId = await longJob(world);
    const { upload, finish, status } = await slowPiece(world, server);
    process.kill(server.pid, 'SIGTERM');
    const stopping = performance.now();
    await until(async () => (await fetch(`${server.origin}/readyz`)).status === 503, 5);
    const turnedAway = await fetch(`${server.origin}/sign-in`);
    expect(turnedAway.status).to.equal(503);
    expect(await turnedAway.text()).to.include('Reelay is being restarted');
    await setTimeout(1000);
    finish();
    expect(await status).to.equal(204);
    await server.ended(10);
    expect(performance.now() - stopping).to.be.below(10_000);
    expect(await findJob(world.db, transcode.name, clipId)).to.include({ state: 'queued', attempts: 0 });
    await server.restart();
    expect(await upload.offset()).to.equal(100_000);
  });
});

describe('a request', () => {
  it('has an id, which the page says when something goes wrong', async () => {
    const world = await makeWorld();
    const server = await ServerProcess.start(world.storage.root);
    const missing = await fetch(`${server.origin}/nothing`, { headers: { Accept: 'text/html' } });
    const id = missing.headers.get('X-Request-Id') ?? '';
    expect(id).to.match(/^[0-9a-z]{26}$/);
    expect(await missing.text()).to.include(`<code>${id}</code>`);

    await world.db.schema.dropTable('workspaces');
    const broken = await fetch(`${server.origin}/sign-in`, { headers: { Accept: 'text/html' } });
    const brokenId = broken.headers.get('X-Request-Id') ?? '';
    expect(broken.status).to.equal(500);
    expect(await broken.text()).to.include(`name this: ${brokenId}`);
    await until(() => server.log.includes(`"requestId":"${brokenId}"`), 5);
    expect(server.log).to.include('unexpected error');
  });
});

/** One that takes longer than anybody waits who stops a server. */
async function longJob(world: World): Promise<string> {
  const picture = ['-f', 'lavfi', '-i', 'testsrc2=s=1280x720:r=30:d=3'];
  const large = film('large.webm', ...picture, '-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8');
  const file = film('long-drain.webm', '-stream_loop', '98', '-i', large, '-c', 'copy');
  const clip = await arrived(world, file);
  await transcode.later(world.db, { clipId: clip.id }, { subject: clip.id });
  await until(async () => (await findJob(world.db, transcode.name, clip.id))?.state === 'running', 30);
  expect((await getClip(world.db, clip.id)).state).to.equal('uploaded');
  return clip.id;
}

/** Half of a piece; `finish` sends the rest. */
async function slowPiece(world: World, server: ServerProcess) {
  const owner = { ownerKind: 'prompt', ownerId: 'draining', kind: 'video', maxBytes: 1e6 } as const;
  const clip = await createClip(world.db, world.clock, owner);
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  const headers = { ...upload.pieceHeaders(0), 'Content-Length': 100_000 };
  const request = http.request(upload.address, { method: 'PATCH', headers });
  const status = new Promise<number>((resolve, reject) => {
    request.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
  });
  request.write(Buffer.alloc(50_000));
  await setTimeout(300);
  return { upload, finish: () => request.end(Buffer.alloc(50_000)), status };
}
