import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { expect } from 'chai';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import { findClip } from '../../src/media/clip.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

const voice = fs.readFileSync(new URL('../fixtures/speech/jfk.webm', import.meta.url));
const whole = confirmationOf(voice);
const cannotRead = 'We could not read this recording. Record it again, or choose another way to answer.';

function confirmationOf(take: Buffer) {
  return { seconds: 11, pieces: [{ bytes: take.length, sha256: createHash('sha256').update(take).digest('hex') }] };
}

async function recording(given: Parameters<typeof make.question>[0] = {}) {
  const world = await makeWorld();
  const question = make.question({ text: 'Tell us.', ...given });
  const form = await make.form(world, { askName: 'off', askEmail: 'off', questions: [question] });
  const app = createApp(world);
  return { world, app, form, question, respondent: await Respondent.started(app, form) };
}

describe('takes', () => {
  it('a take that has arrived whole is safe, is the answer once chosen, and plays', async () => {
    const { question, respondent } = await recording();
    const take = (await respondent.startTake(question.id, 'voice', 'audio/webm;codecs=opus')).body as TakeStarted;
    expect((await respondent.postJson(`/takes/${take.takeId}/choice`)).body).to.deep.equal({ safe: 0, total: 1 });
    expect((await respondent.get('/finish')).text).to.include('Question 1 is still on the way');

    await respondent.upload(take, voice);
    expect((await respondent.postJson(`/takes/${take.takeId}/confirmation`, whole)).body).to.deep.equal({
      safe: 1,
      total: 1,
    });
    expect((await respondent.get('/finish')).text)
      .to.include('1 of 1 answer is safe')
      .and.include('Voice, 0:11');
    const played = await respondent.get(`/takes/${take.takeId}/media`);
    expect(played.status).to.equal(200);
    expect(played.get('Content-Type')).to.include('webm');
  });

  it('a take that was damaged on its way is sent again', async () => {
    const { question, respondent } = await recording();
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.upload(take, Buffer.from(voice).fill(0, 4000, 4001));
    expect((await respondent.postJson(`/takes/${take.takeId}/confirmation`, whole)).status).to.equal(409);
    await respondent.upload(take, voice);
    expect((await respondent.postJson(`/takes/${take.takeId}/confirmation`, whole)).status).to.equal(200);
    expect((await respondent.postJson(`/takes/${take.takeId}/confirmation`, whole)).status).to.equal(200);
  });

  it('takes are counted from "Start recording", by the server', async () => {
    const { question, respondent } = await recording({ takesAllowed: 2 });
    expect((await respondent.startTake(question.id)).body).to.include({ takesLeft: 1 });
    expect((await respondent.startTake(question.id)).body).to.include({ takesLeft: 0 });
    const refused = await respondent.startTake(question.id);
    expect(refused.status).to.equal(409);
    expect(refused.body).to.deep.equal({ error: 'You have used all 2 takes of this question.' });
  });

  it('a kind that the question does not allow, and what is no recording, are refused', async () => {
    const { question, respondent } = await recording({ kinds: ['voice'] });
    expect((await respondent.startTake(question.id, 'video')).status).to.equal(422);
    expect((await respondent.startTake(question.id, 'voice', 'text/html')).status).to.equal(422);
    expect((await respondent.startTake('nothing')).status).to.equal(404);
  });

  it('the time limit bounds what may be sent and what is shown of it', async () => {
    const { world, question, respondent } = await recording({ timeLimit: 10, kinds: ['voice'] });
    const take = (await respondent.startTake(question.id, 'voice', 'audio/webm')).body as TakeStarted;
    expect(take.maxBytes).to.be.below(10_000_000);
    expect((await findClip(world.db, take.clipId))?.maxSeconds).to.equal(10);
  });

  it('nobody touches or hears the take of another response', async () => {
    const { app, form, question, respondent } = await recording();
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.upload(take, voice);
    const other = await Respondent.started(app, form);
    for (const what of ['choice', 'parts', 'confirmation']) {
      expect((await other.postJson(`/takes/${take.takeId}/${what}`, whole)).status, what).to.equal(404);
    }
    expect((await other.get(`/takes/${take.takeId}/media`)).status).to.equal(404);
    expect((await new Respondent(app, form).get(`/takes/${take.takeId}/media`)).status).to.equal(404);
  });

  it('a recording is not replaced by text that is merely being typed', async () => {
    const { question, respondent } = await recording();
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.postJson(`/takes/${take.takeId}/choice`);
    expect((await respondent.postJson('/1', { text: 'Or in writing' })).status).to.equal(409);
    expect((await respondent.post('/1')).status).to.equal(303);
    expect((await respondent.get('/finish')).text).to.include('Video');
    expect((await respondent.post('/1', { text: 'In writing.' })).status).to.equal(303);
    expect((await respondent.get('/finish')).text).to.include('Typed, 2 words');
  });

  it('a take that is no recording is not safe, is not submitted, and does not count', async () => {
    const { question, respondent } = await recording({ takesAllowed: 1 });
    const letter = Buffer.from('a letter, and no take');
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.upload(take, letter);
    await respondent.postJson(`/takes/${take.takeId}/choice`);
    const refused = await respondent.postJson(`/takes/${take.takeId}/confirmation`, confirmationOf(letter));
    expect(refused.status).to.equal(422);
    expect(refused.body).to.have.property('error', cannotRead);
    expect((await respondent.get('/1')).text).to.include(cannotRead);
    expect((await respondent.post('/submission', { consent: 'yes' })).text).to.include('Question 1 cannot be read.');
    expect((await respondent.startTake(question.id)).body).to.include({ takesLeft: 0 });
    expect((await respondent.startTake(question.id)).status).to.equal(409);
  });

  it('a confirmed take of which nothing could be made is not safe, and may be left out', async () => {
    const { world, question, respondent } = await recording({ required: false });
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.upload(take, voice);
    await respondent.postJson(`/takes/${take.takeId}/choice`);
    await respondent.postJson(`/takes/${take.takeId}/confirmation`, whole);
    await world.db('clips').update({ state: 'failed', error: 'We could not read this recording.' });
    expect((await respondent.get('/1')).text).to.include(cannotRead);
    expect((await respondent.get('/finish')).text)
      .to.include('0 of 1 answer are safe')
      .and.include('answer question 1');
    expect((await respondent.post('/1')).status).to.equal(303);
    expect((await respondent.post('/submission', { consent: 'yes' })).get('Location')).to.match(/\/thanks$/);
  });

  it('nobody fills the disk with takes, however many are allowed', async () => {
    const { question, respondent } = await recording({ takesAllowed: 0 });
    for (let number = 1; number <= 50; number++) expect((await respondent.startTake(question.id)).status).to.equal(201);
    const refused = await respondent.startTake(question.id);
    expect(refused.status).to.equal(409);
    expect(refused.body)
      .to.have.property('error')
      .that.matches(/^You have recorded this 50 times/);
  });
});
