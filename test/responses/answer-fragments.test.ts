import fs from 'node:fs';
import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { createClip } from '../../src/media/clip.ts';
import { transcode } from '../../src/media/transcode.ts';
import { newId } from '../../src/platform/ids.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const htmx = { 'HX-Request': 'true' };

/** A submitted answer whose recording has arrived, but is none that can be read. */
async function unreadableAnswer() {
  const world = await makeWorld();
  const app = createApp(world);
  const form = await make.form(world, { questions: [make.textQuestion()] });
  const responseId = await submission(world, form);
  const clip = await createClip(world.db, world.clock, {
    ownerKind: 'take',
    ownerId: newId(),
    kind: 'video',
    maxBytes: 1000,
  });
  fs.mkdirSync(world.storage.clip(clip.id), { recursive: true });
  fs.writeFileSync(world.storage.clip(clip.id, 'original'), 'no video');
  await world.db('clips').where({ id: clip.id }).update({ state: 'uploaded' });
  await transcode.later(world.db, { clipId: clip.id }, { subject: clip.id });
  await world.db('answers').where({ response_id: responseId }).update({ kind: 'video', clip_id: clip.id });
  const { id } = await world.db('answers').where({ response_id: responseId }).first<{ id: string }>('id');
  return { world, clip, media: `/answers/${id}/media`, member: await signedIn(world, app) };
}

describe('an answer whose recording is being prepared', () => {
  it('says how far it is, and refreshes that fragment alone', async () => {
    const { member, media, world } = await unreadableAnswer();
    await world.db('jobs').update({ state: 'running', progress: 40 });
    const { text } = await member.get(media);
    expect(text).to.include('40%').and.include(`hx-get="${media}"`);
  });

  it('that failed says why, keeps the original, and can be tried again', async () => {
    const { member, media, world, clip } = await unreadableAnswer();
    await drainJobs(world, jobs);
    const failed = await member.get(media);
    expect(failed.text).to.include('We could not read this recording').and.include('Try again');
    expect(failed.text).not.to.include('hx-trigger="every');
    expect(fs.existsSync(world.storage.clip(clip.id, 'original'))).to.equal(true);

    const again = await member.post(media, {}, htmx);
    expect(again.text).to.include('Preparing').and.not.include('Try again');
    expect(await world.db('jobs').where({ name: transcode.name })).to.have.length(1);
    await member.post(media, {}, htmx);
    expect(await world.db('jobs').where({ name: transcode.name }), 'pressed twice, done once').to.have.length(1);
  });

  it('that is still on its way says so', async () => {
    const { member, media, world, clip } = await unreadableAnswer();
    await world.db('clips').where({ id: clip.id }).update({ state: 'uploading' });
    expect((await member.get(media)).text).to.include('still on its way');
  });
});
