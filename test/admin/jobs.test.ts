import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createApp } from '../../src/app.ts';
import { getClip } from '../../src/media/clip.ts';
import { transcode } from '../../src/media/transcode.ts';
import { jobs } from '../../src/jobs.ts';
import { defineJob, type AnyJob } from '../../src/platform/jobs/job.ts';
import { getJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs, startWorker } from '../../src/platform/jobs/worker.ts';
import { cancelJob } from '../../src/platform/jobs/cancel.ts';
import * as films from '../media/films.ts';
import { arrived } from '../support/clip.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { until } from '../support/until.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('the page about jobs', () => {
  it('says in plain words what failed and why, what was printed, and what it is about', async () => {
    const { world, owner } = await workspace();
    const { id, responseId } = await failedTranscode(world);
    await drainJobs(world, jobs);
    expect(await getJob(world.db, id)).to.include({ state: 'failed' });
    const { text } = await owner.get('/admin/jobs');
    expect(words(text)).to.include('Making a recording playable').and.include('We could not read this recording');
    expect(words(text)).to.include('What was printed at the end').and.include('Nothing is waiting.');
    expect(text).to.include(`<a href="/responses/${responseId}">Field engineer, Leeds</a>`);
  });

  it('gives a failed job another try', async () => {
    const { world, owner } = await workspace();
    const { id } = await failedTranscode(world);
    await drainJobs(world, jobs);
    await owner.post(`/admin/jobs/${id}/attempts`);
    expect(await getJob(world.db, id)).to.include({ state: 'queued', attempts: 0, error: null, output: null });
  });

  it('gives all that failed another try', async () => {
    const { world, owner } = await workspace();
    const ids = [(await failedTranscode(world)).id, (await failedTranscode(world)).id];
    await drainJobs(world, jobs);
    expect((await owner.get('/admin/jobs')).text).to.include('Retry all failed');
    await owner.post('/admin/jobs/attempts');
    for (const id of ids) expect((await getJob(world.db, id)).state).to.equal('queued');
  });

  it('takes a waiting job out of the queue, and whoever waits for it learns of it', async () => {
    const { world, owner } = await workspace();
    const { id, clipId } = await failedTranscode(world);
    await owner.send('delete', `/admin/jobs/${id}`);
    await drainJobs(world, jobs);
    expect(await getJob(world.db, id)).to.include({ state: 'cancelled', attempts: 0 });
    expect(await getClip(world.db, clipId)).to.include({ state: 'failed', error: 'This was cancelled.' });
    expect(words((await owner.get('/admin/jobs')).text)).to.include('Cancelled Making a recording playable');
  });

  it('stops a running job through its signal, and shows how far it is until then', async () => {
    const { world } = await workspace();
    const { job, id } = await running(world);
    const owner = await signedIn(world, createApp(world), { role: 'owner' });
    const shown = (await owner.get('/admin/jobs/running')).text;
    expect(shown).to.include('hx-trigger="every 2s"').and.include('<progress max="100" value="40"');
    await cancelJob(world, [job], id);
    await until(async () => (await getJob(world.db, id)).state === 'cancelled', 5);
    expect(await getJob(world.db, id)).to.include({ error: 'This was cancelled.' });
    expect((await owner.get('/admin/jobs/running')).text).to.not.include('hx-trigger');
  });

  it('says so when a job has ended already', async () => {
    const { world, owner } = await workspace();
    const { id } = await failedTranscode(world);
    await drainJobs(world, jobs);
    const refused = await owner.send('delete', `/admin/jobs/${id}`);
    expect(refused.status).to.equal(409);
    expect(refused.text).to.include('This has ended already');
  });

  it('is paged by key', async () => {
    const { world, owner } = await workspace();
    const work = defineJob('test.many', async () => undefined);
    const ids: string[] = [];
    for (let n = 0; n < 30; n++) ids.push(await work.later(world.db, {}));
    const first = await owner.get('/admin/jobs');
    const next = /href="(\/admin\/jobs\?waiting=\w+)"/.exec(first.text)?.[1] ?? '';
    const second = (await owner.get(next)).text;
    const shown = ids.filter((id) => second.includes(`/admin/jobs/${id}"`));
    expect(shown).to.deep.equal(ids.slice(25));
  });
});

async function workspace() {
  const world = await makeWorld();
  const owner: Visitor = await signedIn(world, createApp(world), { role: 'owner' });
  return { world, owner };
}

/** A recording of a submitted response that no program can read. */
async function failedTranscode(world: World) {
  const form = await make.form(world);
  const clip = await arrived(world, films.written('noise.webm', randomBytes(5000)));
  const responseId = await submission(world, form, 'Amara Osei', { kind: 'text', text: 'see below' });
  await world.db('answers').where({ response_id: responseId }).update({ clip_id: clip.id });
  const id = await transcode.later(world.db, { clipId: clip.id }, { subject: clip.id });
  return { id, responseId, clipId: clip.id };
}

/** A job that goes on until it is told to stop. */
async function running(world: World): Promise<{ job: AnyJob; id: string }> {
  const job = defineJob('test.endless', async (_: object, { signal, progress }) => {
    await progress(40);
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('stopped'))));
  });
  const worker = await startWorker(world, [job]);
  after(() => worker.stop());
  const id = await job.later(world.db, {});
  await until(async () => (await getJob(world.db, id)).progress === 40, 5);
  return { job, id };
}

/** What a page says, as one line. */
function words(html: string): string {
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}
