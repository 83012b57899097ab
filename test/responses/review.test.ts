import { expect } from 'chai';
import { createApp } from '../../src/app.ts';
import * as make from '../support/make.ts';
import { begun, submission } from '../support/submission.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

const htmx = { 'HX-Request': 'true' };

async function reviewing() {
  const world = await makeWorld();
  const app = createApp(world);
  const form = await make.form(world, { questions: [make.textQuestion()] });
  const member = await signedIn(world, app);
  return { world, app, form, member, list: `/forms/${form.id}/responses` };
}

const names = (html: string) =>
  [...html.matchAll(/<h2><a href="\/responses\/[^"]+">([^<]+)</g)].map((match) => match[1]);

describe('the list of responses', () => {
  it('is empty with a word about what to do', async () => {
    const { member, list } = await reviewing();
    expect((await member.get(list)).text).to.include('No responses yet');
  });

  it('shows the newest first, and never what is not submitted', async () => {
    const { world, form, member, list } = await reviewing();
    await submission(world, form, 'Amara Osei');
    await submission(world, form, 'Jonas Weber');
    await begun(world, form);
    expect(names((await member.get(list)).text)).to.deep.equal(['Jonas Weber', 'Amara Osei']);
  });

  it('shows how the longest answer in words begins', async () => {
    const { world, form, member, list } = await reviewing();
    const id = await submission(world, form, 'Amara Osei');
    await world
      .db('answers')
      .where({ response_id: id })
      .update({ text: `  The courier <waited>. ${'x'.repeat(300)}` });
    const { text } = await member.get(list);
    expect(text).to.include('class="excerpt">The courier &lt;waited&gt;.').and.not.include('x'.repeat(200));
  });

  it('pages by key: every response once, in order', async () => {
    const { world, form, member, list } = await reviewing();
    for (let i = 0; i < 30; i++) await submission(world, form, `Person ${i}`);
    const first = await member.get(list);
    const more = /href="([^"]+before=[^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await member.get(more);
    expect([...names(first.text), ...names(second.text)]).to.deep.equal(
      Array.from({ length: 30 }, (_, i) => `Person ${29 - i}`),
    );
    expect(second.text).not.to.include('Older responses');
  });

  it('is narrowed by name, status and rating', async () => {
    const { world, form, member, list } = await reviewing();
    const amara = await submission(world, form, 'Amara Osei');
    await submission(world, form, 'Jonas 100% Weber');
    await member.send('put', `/responses/${amara}/status`, { status: 'shortlisted' });
    await member.send('put', `/responses/${amara}/rating`, { rating: 4 });
    const shown = async (query: string) => names((await member.get(`${list}?${query}`)).text);
    expect(await shown('name=amara')).to.deep.equal(['Amara Osei']);
    expect(await shown('name=AMARA.o')).to.deep.equal(['Amara Osei']);
    expect(await shown('name=osei.example'), 'where an address leads is no name').to.deep.equal([]);
    expect(await shown('name=100%25')).to.deep.equal(['Jonas 100% Weber']);
    expect(await shown('status=shortlisted')).to.deep.equal(['Amara Osei']);
    expect(await shown('rating=4')).to.deep.equal(['Amara Osei']);
    expect(await shown('rating=5')).to.deep.equal([]);
    expect(await shown('status=nonsense&rating=9')).to.have.length(2);
  });
});

describe('reviewing a response', () => {
  it('each member has one rating, and the list shows the mean', async () => {
    const { world, app, form, member, list } = await reviewing();
    const id = await submission(world, form);
    const other = await signedIn(world, app);
    await member.send('put', `/responses/${id}/rating`, { rating: 2 });
    await member.send('put', `/responses/${id}/rating`, { rating: 4 });
    await other.send('put', `/responses/${id}/rating`, { rating: 5 });
    const page = (await member.get(list)).text;
    expect(page).to.include('4.5').and.include('2 ratings');
    expect((await member.get(`/responses/${id}`)).text).to.match(/value="4" aria-label="4" checked/);
    await other.send('put', `/responses/${id}/rating`, { rating: '' });
    expect((await member.get(list)).text)
      .to.include('4.0')
      .and.include('1 rating<');
  });

  for (const rating of ['0', '6', '2.5', 'good']) {
    it(`a rating of ${rating} is refused and changes nothing`, async () => {
      const { world, form, member } = await reviewing();
      const id = await submission(world, form);
      expect((await member.send('put', `/responses/${id}/rating`, { rating })).status).to.equal(422);
      expect(await world.db('ratings')).to.be.empty;
    });
  }

  it('notes by several people stand in order; only their author removes them', async () => {
    const { world, app, form, member } = await reviewing();
    const id = await submission(world, form);
    const other = await signedIn(world, app, { name: 'Dev Patel' });
    await member.post(`/responses/${id}/notes`, { text: 'Listen from here.' });
    await other.post(`/responses/${id}/notes`, { text: 'Ask about <b>Leeds</b>.' });
    const page = (await member.get(`/responses/${id}`)).text;
    expect(page.indexOf('Listen from here.')).to.be.lessThan(page.indexOf('Ask about &lt;b&gt;Leeds'));
    expect(page).to.include('Dev Patel');
    const [mine] = await world.db('notes').orderBy('id').select('id');
    expect((await other.send('delete', `/responses/${id}/notes/${mine.id}`)).status).to.equal(403);
    await member.send('delete', `/responses/${id}/notes/${mine.id}`);
    expect(await world.db('notes')).to.have.length(1);
  });

  it('an empty or endless note is refused in words', async () => {
    const { world, form, member } = await reviewing();
    const id = await submission(world, form);
    expect((await member.post(`/responses/${id}/notes`, { text: ' ' }, htmx)).text).to.include(
      'Write something first.',
    );
    expect((await member.post(`/responses/${id}/notes`, { text: 'x'.repeat(5001) })).status).to.equal(422);
  });

  it('a note cannot point at somebody else’s answer', async () => {
    const { world, form, member } = await reviewing();
    const [id, other] = [await submission(world, form), await submission(world, form)];
    const answer = await world.db('answers').where({ response_id: other }).first('id');
    await member.post(`/responses/${id}/notes`, { text: 'Here', answerId: answer.id, atSeconds: 3 });
    expect(await world.db('notes').first('answer_id', 'at_seconds')).to.deep.equal({
      answer_id: null,
      at_seconds: null,
    });
  });

  it('previous and next follow the list, with its filter', async () => {
    const { world, form, member } = await reviewing();
    const [first, second, third] = [
      await submission(world, form, 'Amara Osei'),
      await submission(world, form, 'Jonas Weber'),
      await submission(world, form, 'Hanna Lind'),
    ];
    const page = (await member.get(`/responses/${second}`)).text;
    expect(page)
      .to.include('2 of 3')
      .and.include(`href="/responses/${third}"`)
      .and.include(`href="/responses/${first}"`);
    await member.send('put', `/responses/${second}/status`, { status: 'declined' });
    const filtered = (await member.get(`/responses/${third}?status=new`)).text;
    expect(filtered).to.include('1 of 2').and.include(`href="/responses/${first}?status=new"`);
  });

  it('what is not submitted does not exist for the team', async () => {
    const { world, form, member } = await reviewing();
    const { response, answers } = await begun(world, form);
    expect((await member.get(`/responses/${response.id}`)).status).to.equal(404);
    const [answer] = answers.values();
    expect((await member.get(`/answers/${answer?.id}/media`)).status).to.equal(404);
  });

  it('deleting takes a response away with its answers, ratings and notes', async () => {
    const { world, form, member } = await reviewing();
    const id = await submission(world, form);
    await member.send('put', `/responses/${id}/rating`, { rating: 3 });
    await member.post(`/responses/${id}/notes`, { text: 'Gone soon.' });
    const response = await member.send('delete', `/responses/${id}`);
    expect(response.headers.location).to.equal(`/forms/${form.id}/responses`);
    for (const table of ['responses', 'answers', 'ratings', 'notes']) expect(await world.db(table), table).to.be.empty;
  });

  it('a name that is markup stays text', async () => {
    const { world, form, member, list } = await reviewing();
    await submission(world, form, '<script>alert(1)</script>');
    expect((await member.get(list)).text).not.to.include('<script>alert');
  });

  it('editing a published form never damages answers already given', async () => {
    const { world, form, member } = await reviewing();
    const id = await submission(world, form);
    await member.get(`/forms/${form.id}/edit`);
    await member.send('delete', `/forms/${form.id}/questions/${form.draft.questions[0]?.id}`);
    await member.post(`/forms/${form.id}/questions`);
    expect((await member.get(`/responses/${id}`)).text)
      .to.include('How was it?')
      .and.include('It was fine.');
  });
});
