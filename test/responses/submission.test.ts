import fs from 'node:fs';
import { expect } from 'chai';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import { eraseAbandonedResponses } from '../../src/responses/response.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

const details = { name: 'Amara Osei', email: 'amara@osei.example', consent: 'yes' };
const agreed = make.content().consent;

async function answering(given: Parameters<typeof make.form>[1] = {}) {
  const world = await makeWorld();
  const form = await make.form(world, { questions: [make.textQuestion()], ...given });
  const app = createApp(world);
  return { world, app, form, respondent: await Respondent.started(app, form) };
}

describe('submitting', () => {
  it('a respondent submits, and is thanked in the words of the form', async () => {
    const { form, respondent } = await answering();
    await respondent.post('/1', { text: 'Good.' });
    const submitted = await respondent.post('/submission', details);
    expect(submitted.get('Location')).to.equal(`/f/${form.slug}/thanks`);
    expect((await respondent.get('/thanks')).text).to.include('We will write to you this week.');
    expect((await respondent.get()).get('Location')).to.equal(`/f/${form.slug}/thanks`);
  });

  it('submitting twice, even at once, makes one response', async () => {
    const { world, respondent } = await answering();
    await respondent.post('/1', { text: 'Good.' });
    const replies = await Promise.all([
      respondent.post('/submission', details),
      respondent.post('/submission', details),
    ]);
    replies.push(await respondent.post('/submission', details));
    expect(replies.map((reply) => reply.get('Location')?.split('/').at(-1))).to.deep.equal([
      'thanks',
      'thanks',
      'thanks',
    ]);
    expect(await world.db('responses').where({ state: 'submitted' })).to.have.length(1);
  });

  it('nothing is changed after submission', async () => {
    const { respondent } = await answering();
    await respondent.post('/1', { text: 'Good.' });
    await respondent.post('/submission', details);
    expect((await respondent.post('/1', { text: 'Bad.' })).status).to.equal(409);
    expect((await respondent.post('/responses')).get('Location')).to.match(/\/1$/);
  });

  it('a missing answer, name, address and consent are each named, and what was typed stays', async () => {
    const { respondent } = await answering({ askEmail: 'required' });
    const refused = await respondent.post('/submission', { name: 'Amara', email: 'amara@' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('value="Amara"').and.include('value="amara@"').and.include('Tick this to submit');
    const late = await respondent.post('/submission', details);
    expect(late.status).to.equal(422);
    expect(late.text).to.include('answer question 1');
  });

  it('a form that asks for no name keeps none', async () => {
    const { world, respondent } = await answering({ askName: 'off', askEmail: 'optional' });
    await respondent.post('/1', { text: 'Good.' });
    await respondent.post('/submission', { name: 'Amara', email: '', consent: 'yes' });
    const kept: unknown = await world.db('responses').first('name', 'email', 'consent');
    expect(kept).to.deep.equal({ name: null, email: null, consent: agreed });
  });

  it('a take that is still on its way holds the submission back', async () => {
    const question = make.question({ text: 'Tell us.' });
    const { respondent } = await answering({ questions: [question] });
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.postJson(`/takes/${take.takeId}/choice`);
    const refused = await respondent.post('/submission', details);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Question 1 is still on the way');
  });

  it('takes that no answer uses are erased with the submission', async () => {
    const question = make.question({ text: 'Tell us.' });
    const { world, respondent } = await answering({ questions: [question] });
    const take = (await respondent.startTake(question.id)).body as TakeStarted;
    await respondent.upload(take, Buffer.from('some bytes'));
    expect(fs.existsSync(world.storage.clip(take.clipId))).to.equal(true);
    await respondent.post('/1', { text: 'Rather in writing.' });
    await respondent.post('/submission', details);
    expect(fs.existsSync(world.storage.clip(take.clipId))).to.equal(false);
    expect(await world.db('takes')).to.deep.equal([]);
  });

  it('what was begun and not submitted is erased after 30 days, and nothing else', async () => {
    const { world, app, form, respondent } = await answering();
    const question = { text: 'Good.' };
    const other = await Respondent.started(app, form);
    await other.post('/1', question);
    await other.post('/submission', details);
    world.clock.forward(29 * 86_400);
    await eraseAbandonedResponses(world);
    expect((await respondent.get('/1')).status).to.equal(200);
    world.clock.forward(2 * 86_400);
    await eraseAbandonedResponses(world);
    expect((await respondent.get('/1')).get('Location')).to.equal(`/f/${form.slug}`);
    expect((await other.get('/thanks')).text).to.include('Thank you');
  });
});

describe('continuing on another device', () => {
  it('a link goes on there with the same answers, once', async () => {
    const { app, form, respondent } = await answering();
    await respondent.post('/1', { text: 'Begun here.' });
    const link = /value="http:\/\/[^/]+(\/f\/[^"]+)"/.exec((await respondent.get('/continue')).text)?.[1] ?? '';
    const path = link.slice(respondent.base.length);

    const tablet = new Respondent(app, form);
    expect((await tablet.get(path)).text).to.include('Continue here');
    expect((await tablet.post(path)).status).to.equal(303);
    expect((await tablet.get('/1')).text).to.include('Begun here.');

    const stranger = new Respondent(app, form);
    expect((await stranger.post(path)).status).to.equal(409);
    expect((await stranger.get(`${path}x`)).status).to.equal(409);
    expect((await stranger.get('/continue/nothing.real')).status).to.equal(404);
  });
});
