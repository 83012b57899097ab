import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import { closeForm } from '../../src/forms/closing.ts';
import * as make from '../support/make.ts';
import { Respondent } from '../support/respondent.ts';
import { makeWorld } from '../support/world.ts';

describe('answering a form', () => {
  it('a respondent starts, and comes back to the question after the last one answered', async () => {
    const world = await makeWorld();
    const form = await make.form(world, { questions: [make.textQuestion(), make.textQuestion({ text: 'And why?' })] });
    const respondent = new Respondent(createApp(world), form);

    const started = await respondent.post('/responses');
    expect(started.get('Location')).to.equal(`/f/${form.slug}/1`);
    expect(started.get('Set-Cookie')?.[0])
      .to.match(/HttpOnly/)
      .and.match(/SameSite=Lax/)
      .and.include(`Path=/f/${form.slug}`);

    await respondent.get('/1');
    expect((await respondent.post('/1', { text: 'Fine.' })).get('Location')).to.equal(`/f/${form.slug}/2`);
    expect((await respondent.get()).get('Location')).to.equal(`/f/${form.slug}/2`);
    expect((await respondent.get('/1')).text)
      .to.include('Fine.')
      .and.include('1 answer is safe');
  });

  it('the cookie is for HTTPS alone where the product is served over HTTPS', async () => {
    const world = await makeWorld({ BASE_URL: 'https://video.example.com' });
    const respondent = new Respondent(createApp(world), await make.form(world));
    expect((await respondent.post('/responses')).get('Set-Cookie')?.[0]).to.match(/Secure/);
  });

  it('an unknown link, a question that is not there, and a page without a response lead somewhere sensible', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world);
    expect((await new Respondent(app, { slug: 'nothing-here' }).get()).status).to.equal(404);
    expect((await new Respondent(app, form).get('/1')).get('Location')).to.equal(`/f/${form.slug}`);
    const respondent = await Respondent.started(app, form);
    for (const n of ['/0', '/2', '/1.5', '/-1', '/%00', '/1e0'])
      expect((await respondent.get(n)).status, n).to.equal(404);
  });

  it('text that is too long is shown again beside a sentence that says by how much', async () => {
    const world = await makeWorld();
    const form = await make.form(world, { questions: [make.textQuestion({ type: 'short_text' })] });
    const respondent = await Respondent.started(createApp(world), form);
    const refused = await respondent.post('/1', { text: 'x'.repeat(301) });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('x'.repeat(301)).and.include('This has 301 characters, and there is room for 300.');
  });

  it('line breaks count once, as the page counts them', async () => {
    const world = await makeWorld();
    const form = await make.form(world, { questions: [make.textQuestion({ type: 'short_text' })] });
    const respondent = await Respondent.started(createApp(world), form);
    expect((await respondent.post('/1', { text: 'a\r\n'.repeat(149) + 'bc' })).status).to.equal(303);
  });

  it('a score, stars and choices are taken only as the question offers them', async () => {
    const world = await makeWorld();
    const choices = ['Red', 'Green', 'Blue'];
    const questions = [
      make.question({ type: 'score' }),
      make.question({ type: 'stars' }),
      make.question({ type: 'single_choice', choices }),
      make.question({ type: 'multiple_choice', choices }),
    ].map((question) => ({ ...question, text: 'Which?' }));
    const respondent = await Respondent.started(createApp(world), await make.form(world, { questions }));

    for (const number of ['11', '-1', '2.5', 'ten', '1e3']) {
      expect((await respondent.post('/1', { number })).text, number).to.include('Choose a number from 0 to 10.');
    }
    expect((await respondent.post('/2', { number: '0' })).text).to.include('Choose a number from 1 to 5.');
    expect((await respondent.post('/3', { choice: 'Pink' })).text).to.include('Choose from what is listed');
    expect((await respondent.post('/4', { choices: ['Red', 'Pink'] })).text).to.include('Choose from what is listed');

    expect((await respondent.post('/1', { number: '0' })).status).to.equal(303);
    expect((await respondent.post('/2', { number: '5' })).status).to.equal(303);
    expect((await respondent.post('/3', { choice: 'Blue' })).status).to.equal(303);
    expect((await respondent.post('/4', { choices: ['Blue', 'Red'] })).status).to.equal(303);
    expect((await respondent.get('/finish')).text).to.include('4 of 4 answers are safe');
    expect((await respondent.get('/4')).text.match(/checked/g)).to.have.length(2);
  });

  it('a required question is not passed over with "Next", but can be left for later', async () => {
    const world = await makeWorld();
    const respondent = await Respondent.started(
      createApp(world),
      await make.form(world, { questions: [make.textQuestion()] }),
    );
    const refused = await respondent.post('/1', { text: '   ' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Answer this one, or leave it for later.').and.include('Leave it for later</a>');
    expect((await respondent.get('/finish')).text).to.include('Question 1 still needs an answer');
  });

  it('text is saved while it is being typed, and an empty box takes it back', async () => {
    const world = await makeWorld();
    const respondent = await Respondent.started(
      createApp(world),
      await make.form(world, { questions: [make.textQuestion()] }),
    );
    expect((await respondent.postJson('/1', { text: 'Half a sent' })).body).to.deep.equal({ safe: 1, total: 1 });
    expect((await respondent.get('/1')).text).to.include('Half a sent');
    expect((await respondent.postJson('/1', { text: '' })).body).to.deep.equal({ safe: 0, total: 1 });
  });

  it('a typed answer is refused where the question allows none', async () => {
    const world = await makeWorld();
    const form = await make.form(world, { questions: [make.question({ text: 'Say it.', kinds: ['video'] })] });
    const respondent = await Respondent.started(createApp(world), form);
    const refused = await respondent.post('/1', { text: 'I would rather write.' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('cannot be answered in writing');
  });

  it('what another response, or another site, sends is refused', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world, { questions: [make.textQuestion()] });
    const amara = await Respondent.started(app, form);
    const jonas = await Respondent.started(app, form);
    const token = /name="_token" value="([^"]+)"/.exec((await jonas.get('/1')).text)?.[1];

    expect((await amara.post('/1', { text: 'x', _token: '' })).status).to.equal(403);
    expect((await amara.post('/1', { text: 'x', _token: token })).status).to.equal(403);
    expect((await new Respondent(app, form).post('/1', { text: 'x' })).status).to.equal(403);
    expect((await amara.postJson('/1', { text: 'x' }, { 'Sec-Fetch-Site': 'cross-site' })).status).to.equal(403);
    expect((await amara.get('/finish')).text).to.include('0 of 1 answer');
  });

  it('a closed form takes nobody new, and lets who began finish within 24 hours', async () => {
    const world = await makeWorld();
    const app = createApp(world);
    const form = await make.form(world, { questions: [make.textQuestion()] });
    const early = await Respondent.started(app, form);
    world.clock.forward(60);
    await closeForm(world, form.id);

    const late = await new Respondent(app, form).get();
    expect(late.status).to.equal(410);
    expect(late.text).to.include('This form is closed');
    expect((await new Respondent(app, form).post('/responses')).get('Set-Cookie')).to.equal(undefined);

    world.clock.forward(23 * 3600);
    expect((await early.post('/1', { text: 'In time.' })).status).to.equal(303);
    world.clock.forward(2 * 3600);
    expect((await early.post('/1', { text: 'Too late.' })).status).to.equal(409);
    expect((await early.get('/1')).status).to.equal(410);
  });
});
