import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import '../../src/jobs.ts';
import { clipsOfOwner, findClip } from '../../src/media/clip.ts';
import { transcode } from '../../src/media/transcode.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { film, pictureHash, recordedTake, streamSeconds, voiceTake, vp8Take } from '../media/films.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

async function interrupted() {
  const world = await makeWorld();
  const question = make.question({ text: 'Tell us.' });
  const form = await make.form(world, { askName: 'off', askEmail: 'off', questions: [question] });
  const respondent = await Respondent.started(createApp(world), form);
  const take = (await respondent.startTake(question.id)).body as TakeStarted;
  return { world, question, respondent, take };
}

/** Sends a file as a part of a take, all of it confirmed. */
async function sendPart(
  respondent: Respondent,
  { takeId }: TakeStarted,
  part: number,
  file: string,
): Promise<Response> {
  const bytes = fs.readFileSync(file);
  const ticket = (await respondent.postJson(`/takes/${takeId}/parts`, { part })).body as TakeStarted;
  await respondent.upload(ticket, bytes);
  const pieces = [{ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }];
  return respondent.postJson(`/takes/${takeId}/confirmation`, { part, seconds: 3, pieces });
}

describe('a take that was interrupted', () => {
  it('goes on in a further part, and is safe once all parts are', async () => {
    const { respondent, take } = await interrupted();
    await sendPart(respondent, take, 1, recordedTake());
    const chosen = await respondent.postJson(`/takes/${take.takeId}/choice`, { parts: 2 });
    expect(chosen.body).to.deep.equal({ safe: 0, total: 1 });
    expect((await respondent.post('/submission', { consent: 'yes' })).text).to.include(
      'Question 1 is still on the way',
    );
    expect((await sendPart(respondent, take, 2, recordedTake())).body).to.deep.equal({ safe: 1, total: 1 });
    expect((await respondent.post('/submission', { consent: 'yes' })).status).to.equal(303);
  });

  it('is played as one, its pictures as they were recorded', async () => {
    const { world, respondent, take } = await interrupted();
    for (const part of [1, 2, 3]) await sendPart(respondent, take, part, recordedTake());
    await drainJobs(world, [transcode]);
    const clip = await findClip(world.db, take.clipId);
    expect(clip).to.include({ state: 'ready', partial: false, declaredSeconds: 9 });
    expect(clip?.seconds).to.be.closeTo(9, 0.3);
    const play = world.storage.clip(take.clipId, 'play.mp4');
    const [picture, sound] = streamSeconds(play);
    expect(Math.abs(picture! - sound!)).to.be.below(0.1);
    expect(pictureHash(play)).to.equal(pictureHash(threefold(recordedTake())));
  });

  it('whose parts differ in size and coding is made one, upright and no larger than the first', async () => {
    const { world, respondent, take } = await interrupted();
    const upright = film(
      'upright.webm',
      '-f',
      'lavfi',
      '-i',
      'testsrc=s=180x320:r=15:d=3',
      '-c:v',
      'libx264',
      '-f',
      'matroska',
    );
    for (const [index, file] of [recordedTake(), vp8Take(), upright].entries()) {
      await sendPart(respondent, take, index + 1, file);
    }
    await drainJobs(world, [transcode]);
    expect(await findClip(world.db, take.clipId)).to.include({
      state: 'ready',
      width: 320,
      height: 180,
      hasAudio: true,
    });
  });

  it('by voice is joined too', async () => {
    const { world, respondent, question } = await interrupted();
    const take = (await respondent.startTake(question.id, 'voice', 'audio/webm')).body as TakeStarted;
    for (const part of [1, 2]) await sendPart(respondent, take, part, voiceTake());
    await drainJobs(world, [transcode]);
    expect((await findClip(world.db, take.clipId))?.seconds).to.be.closeTo(6, 0.2);
  });

  it('shows what there is, whichever part comes first, and is made anew with every other', async () => {
    const { world, respondent, take } = await interrupted();
    await sendPart(respondent, take, 2, recordedTake());
    await drainJobs(world, [transcode]);
    expect((await findClip(world.db, take.clipId))?.state).to.equal('uploading');
    await sendPart(respondent, take, 1, recordedTake());
    await drainJobs(world, [transcode]);
    expect((await findClip(world.db, take.clipId))?.seconds).to.be.closeTo(6, 0.2);
    await sendPart(respondent, take, 3, recordedTake());
    await drainJobs(world, [transcode]);
    expect((await findClip(world.db, take.clipId))?.seconds).to.be.closeTo(9, 0.3);
  });

  it('waits for no part that was begun and never recorded', async () => {
    const { world, respondent, take } = await interrupted();
    await sendPart(respondent, take, 1, recordedTake());
    await respondent.postJson(`/takes/${take.takeId}/parts`, { part: 2 });
    await respondent.postJson(`/takes/${take.takeId}/parts`, { part: 2 });
    expect(await clipsOfOwner(world.db, 'part', take.clipId)).to.have.length(1);
    const chosen = await respondent.postJson(`/takes/${take.takeId}/choice`, { parts: 1 });
    expect(chosen.body).to.deep.equal({ safe: 1, total: 1 });
    expect(await clipsOfOwner(world.db, 'part', take.clipId)).to.have.length(0);
  });

  it('goes with all its parts when it is discarded, and still counts', async () => {
    const { world, respondent, take, question } = await interrupted();
    for (const part of [1, 2]) await sendPart(respondent, take, part, recordedTake());
    expect((await respondent.sendJson('delete', `/takes/${take.takeId}`)).status).to.equal(200);
    expect(await world.db('clips').select('id')).to.deep.equal([]);
    expect(fs.readdirSync(world.storage.clip(take.clipId).replace(/[^/]+\/?$/, ''))).to.deep.equal([]);
    const next = (await respondent.startTake(question.id)).body as TakeStarted;
    expect((await world.db('takes').where({ id: next.takeId }).first<{ number: number }>('number')).number).to.equal(2);
  });

  it('cannot be discarded while it is the answer', async () => {
    const { respondent, take } = await interrupted();
    await respondent.postJson(`/takes/${take.takeId}/choice`);
    expect((await respondent.sendJson('delete', `/takes/${take.takeId}`)).status).to.equal(409);
  });
});

function threefold(file: string): string {
  const once = film('once.mkv', '-i', file, '-c', 'copy');
  return film('thrice.mkv', '-stream_loop', '2', '-i', once, '-map', '0:v', '-c', 'copy');
}
