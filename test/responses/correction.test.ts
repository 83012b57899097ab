import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { giveForm } from '../../src/forms/reviewers.ts';
import { getSentence } from '../../src/transcripts/correction.ts';
import * as make from '../support/make.ts';
import { spokenAnswer } from '../support/spoken.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('what an answer’s transcript says', () => {
  let world: World;
  let app: Express;
  let me: Visitor;

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
    me = await signedIn(world, app, { name: 'Ruth Calder' });
  });

  const spoken = async (text = 'We met Mister Cider.') => {
    const form = await make.form(world, { questions: [make.textQuestion()] });
    return { form, ...(await spokenAnswer(world, form, [{ start: 0, end: 2, text }])) };
  };

  it('is put right by a member on the review page; captions, page and search follow, what it was is kept', async () => {
    const { id, answerId, clipId } = await spoken();
    expect((await me.get(`/responses/${id}`)).text).to.include(`/answers/${answerId}/sentences/0/correction`);
    const form = await me.get(`/answers/${answerId}/sentences/0/correction`);
    expect(form.text).to.include('What was said').and.to.include('We met Mister Cider.');
    const saved = await me.send('put', `/answers/${answerId}/sentences/0`, { text: ' We met \n Ms. Calder.' });
    expect(saved.text).to.include('We met Ms. Calder.').and.to.include(`?answer=${answerId}&amp;t=0#answer-1`);
    expect((await me.get(`/answers/${answerId}/sentences/0`)).text).to.equal(saved.text);
    expect((await me.get(`/clips/${clipId}/captions`)).text).to.include('We met Ms. Calder.');
    expect((await me.get('/search?q=calder&kind=answer')).text).to.include('<mark>Calder</mark>');
    expect((await me.get('/search?q=cider')).text).to.include('Nothing found');
    const again = await me.get(`/answers/${answerId}/sentences/0/correction`);
    expect(again.text).to.include('<q>We met Mister Cider.</q>').and.to.include('corrected by Ruth Calder');
  });

  it('is analysed anew once it is put right, where its form was analysed before', async () => {
    const { form, answerId } = await spoken();
    const correct = (text: string) => me.send('put', `/answers/${answerId}/sentences/0`, { text });
    const runs = () => world.db('jobs').where({ name: 'analysis.run', subject: form.id }).pluck('state');
    await correct('Once.');
    expect(await runs()).to.deep.equal([]);
    await world
      .db('analyses')
      .insert({ id: form.id, form_id: form.id, engine: 'any', finished_at: '', outcome: '{}', created_at: '' });
    await correct('Twice.');
    await correct('Thrice.');
    expect(await runs()).to.deep.equal(['queued']);
  });

  it('is not put right with nothing or a book, nor where nothing was said', async () => {
    const { answerId, clipId } = await spoken('Hello.');
    const correct = (text: string, position: number | string = 0) =>
      me.send('put', `/answers/${answerId}/sentences/${position}`, { text });
    const refused = await correct(' ');
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Write what was said.');
    expect((await correct('x'.repeat(1001))).status).to.equal(422);
    for (const position of [1, -1, 'x', '0.5']) expect((await correct('Hello?', position)).status).to.equal(404);
    expect((await getSentence(world.db, clipId, 0)).text).to.equal('Hello.');
  });

  it('is only read by reviewers', async () => {
    const { form, id, answerId } = await spoken();
    const reviewer = await makeMember(world, { role: 'reviewer' });
    await giveForm(world, reviewer, form.id, reviewer.id);
    const visitor = new Visitor(app);
    await visitor.signIn(reviewer);
    expect((await visitor.get(`/responses/${id}`)).text)
      .to.include('We met Mister Cider.')
      .and.not.to.include('/sentences/');
    expect((await visitor.send('put', `/answers/${answerId}/sentences/0`, { text: 'No.' })).status).to.equal(403);
  });
});
