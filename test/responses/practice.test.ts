import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

describe('a practice question', () => {
  it('is offered before "Start" where the form says so, and nothing of it can be sent', async () => {
    const world = await makeWorld();
    const form = await make.form(world, { practice: true });
    const respondent = new Respondent(createApp(world), form);
    expect((await respondent.get()).text).to.include('Try it first with a practice question');
    const page = await respondent.get('/practice');
    expect(page.text).to.include('Practice. Nothing is sent or kept.').and.include('Record video');
    expect(page.text).not.to.match(/<form[^>]+id="answer"[^>]+action=/);
    expect(await world.db('responses').select('id')).to.deep.equal([]);
  });

  it('is not there where the form offers none, or has nothing to record', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    for (const given of [{ practice: false }, { practice: true, questions: [make.textQuestion()] }]) {
      const respondent = new Respondent(app, await make.form(world, given));
      expect((await respondent.get()).text).not.to.include('practice question');
      expect((await respondent.get('/practice')).status).to.equal(404);
    }
  });

  it('is switched on in the form editor', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world);
    const member = await signedIn(world, app);
    const { title, welcome, thanks, consent, askName, askEmail } = form.draft;
    const settings = { title, welcome, thanks, consent, askName, askEmail };
    await member.send('patch', `/forms/${form.id}`, { ...settings, practice: 'true' });
    expect((await member.get(`/forms/${form.id}/edit`)).text).to.match(/name="practice"[^>]+checked/);
    await member.send('patch', `/forms/${form.id}`, settings);
    expect((await member.get(`/forms/${form.id}/edit`)).text).not.to.match(/name="practice"[^>]+checked/);
  });
});
