import fs from 'node:fs';
import { expect } from 'chai';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { createApp } from '../../src/app.ts';
import { jobs } from '../../src/jobs.ts';
import { deleteForm } from '../../src/forms/deletion.ts';
import { eraseClips } from '../../src/media/erase.ts';
import { Conflict, NotFound } from '../../src/platform/http/errors.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { saveAnswer, saveDraftAnswer } from '../../src/responses/answer.ts';
import { eraseAbandonedResponses, startResponse } from '../../src/responses/response.ts';
import { submitResponse } from '../../src/responses/submission.ts';
import { startTake } from '../../src/responses/take.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { MailBox } from '../support/smtp.ts';
import { begun } from '../support/submission.ts';
import { Visitor } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const details = { name: 'Amara Osei', email: 'amara@osei.example', consent: 'yes' };
const agreed = make.content().consent;

async function answering(given: Parameters<typeof make.form>[1] = {}, environment: Record<string, string> = {}) {
  const world = await makeWorld(environment);
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

  it('a respondent who gave an address is sent a confirmation, whose link withdraws', async () => {
    const box = await MailBox.open();
    const { world, respondent, app } = await answering(
      {},
      { ...box.environment, BASE_URL: 'http://video.marlow.example' },
    );
    await respondent.post('/1', { text: 'Good.' });
    await respondent.post('/submission', details);
    await respondent.post('/submission', details);
    expect((await respondent.get('/thanks')).text).to.include('on its way to amara@osei.example');
    await drainJobs(world, jobs);
    const mails = box.received.filter(({ to }) => to.includes('amara@osei.example'));
    expect(mails.map(({ mail }) => mail.subject)).to.deep.equal(['Your answers have arrived']);
    expect(mails[0]!.mail.text).to.include('You answered one question').and.include('We will write to you this week.');
    const [, path = ''] = /http:\/\/video\.marlow\.example(\/f\/\S+)/.exec(mails[0]!.mail.text!) ?? [];
    expect((await new Visitor(app).get(path)).status).to.equal(200);
    expect((await new Visitor(app).post(path)).status).to.be.lessThan(400);
    expect(await world.db('responses').select()).to.deep.equal([]);
    expect(await world.db('mails').where({ kind: 'responses.receipt' })).to.deep.equal([]);
  });

  it('a confirmation has no link where only the respondent’s request would say where it leads', async () => {
    const box = await MailBox.open();
    const { world, respondent } = await answering({}, box.environment);
    await respondent.post('/1', { text: 'Good.' });
    await respondent.post('/submission', details);
    await drainJobs(world, jobs);
    const [receipt] = box.received.filter(({ to }) => to.includes('amara@osei.example'));
    expect(receipt!.mail.text)
      .to.include('Your answers have arrived')
      .and.not.match(/https?:\/\//);
  });

  it('a stranger’s address gets a few confirmations, however often somebody writes it', async () => {
    const box = await MailBox.open();
    const { world, app, form } = await answering({}, box.environment);
    const submits = async (email: string) => {
      const respondent = await Respondent.started(app, form);
      await respondent.post('/1', { text: 'Good.' });
      await respondent.post('/submission', { ...details, email });
      return (await respondent.get('/thanks')).text;
    };
    for (let i = 0; i < 5; i++) expect(await submits('ruth@marlow.example')).to.include('A confirmation is on its way');
    expect(await submits('Ruth@marlow.example'))
      .to.include('Withdraw your answers')
      .and.not.include('A confirmation is on its way');
    expect(await submits('amara@osei.example')).to.include('A confirmation is on its way');
    expect(await world.db('responses').where({ state: 'submitted' })).to.have.length(7);
    expect(await world.db('mails').where({ kind: 'responses.receipt' })).to.have.length(6);
    await world.throttleDb('tries').where('key', 'like', 'receipt-email:%').update({ expire: 0 });
    expect(await submits('ruth@marlow.example')).to.include('A confirmation is on its way');
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

  it('nothing is changed by a request that was read before submission and is worked on after it', async () => {
    const { world, form } = await answering();
    const [question] = form.draft.questions;
    const run = await begun(world, form);
    await submitResponse(world, run, { name: null, email: null });
    const late = [
      saveAnswer(world, run, question!, { kind: 'text', text: 'Bad.' }),
      saveAnswer(world, run, question!, undefined),
      saveDraftAnswer(world, run, question!, { kind: 'text', text: 'Bad.' }),
      startTake(world, run, make.question(), { kind: 'video', mime: 'video/webm' }),
    ];
    for (const each of await Promise.allSettled(late)) expect(each).to.have.property('reason').instanceOf(Conflict);
    expect(await world.db('answers').pluck('text')).to.deep.equal(['It was fine.']);
    expect(await world.db('takes')).to.deep.equal([]);
  });

  it('what is missing is looked up in the moment of submission', async () => {
    const { world, form } = await answering();
    const run = await begun(world, form);
    await world.db('answers').delete();
    const submitted = submitResponse(world, run, { name: null, email: null });
    expect(await submitted.catch((error: Error) => error.message)).to.equal('Question 1 needs an answer first.');
  });

  it('answers to a form that is deleted meanwhile find nothing there', async () => {
    const { world, form } = await answering();
    const run = await begun(world, form);
    await deleteForm(world, form.id);
    const late = [
      startResponse(world, form),
      saveAnswer(world, run, form.draft.questions[0]!, { kind: 'text', text: 'Late.' }),
      startTake(world, run, make.question(), { kind: 'video', mime: 'video/webm' }),
    ];
    for (const each of await Promise.allSettled(late)) expect(each).to.have.property('reason').instanceOf(NotFound);
    expect(await world.db('clips')).to.deep.equal([]);
  });

  it('a submission without a body, or with what no form can post, is explained', async () => {
    const { respondent } = await answering();
    const json = 'application/json';
    expect((await respondent.postRaw('/submission', '', json)).status).to.equal(422);
    const strange = '{"name":{"toString":1},"email":[{"toString":1}],"consent":{"toString":1}}';
    expect((await respondent.postRaw('/submission', strange, json)).status).to.equal(422);
    expect((await respondent.postRaw('/1', '{"text":{"toString":1}}', json)).status).to.equal(422);
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

  it('a form that asks for neither name nor address is submitted with consent alone', async () => {
    const { respondent } = await answering({ askName: 'off', askEmail: 'off' });
    await respondent.post('/1', { text: 'Good.' });
    expect((await respondent.post('/submission', { consent: 'yes' })).get('Location')).to.match(/\/thanks$/);
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
    await drainJobs(world, [eraseClips]);
    expect((await respondent.get('/1')).status).to.equal(200);
    world.clock.forward(2 * 86_400);
    await eraseAbandonedResponses(world);
    await drainJobs(world, [eraseClips]);
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
