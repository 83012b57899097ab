import { expect } from 'chai';
import sharp from 'sharp';
import { createApp } from '../../src/app.ts';
import { closedSince } from '../../src/forms/closing.ts';
import { getPublication } from '../../src/forms/publication.ts';
import { getForm, type Form } from '../../src/forms/form.ts';
import { createClip } from '../../src/media/clip.ts';
import { newId } from '../../src/platform/ids.ts';
import { signedIn } from '../support/visitor.ts';
import { makeWorld } from '../support/world.ts';

async function editor(template = 'phone-screen') {
  const world = await makeWorld();
  const app = createApp(world);
  const member = await signedIn(world, app);
  const made = await member.post('/forms', { title: 'Field engineer, Leeds', template });
  const formId = /forms\/(\w{26})\/edit/.exec(made.headers.location ?? '')?.[1] ?? '';
  await member.get(`/forms/${formId}/edit`);
  const form = () => getForm(world.db, formId);
  const path = `/forms/${formId}`;
  return { world, app, member, form, path, firstQuestion: async () => (await form()).draft.questions[0]! };
}

const patched = {
  text: 'Why here?',
  type: 'recorded',
  kinds: ['video', 'typed'],
  timeLimit: '60',
  thinkingTime: '10',
  takesAllowed: '3',
};
const htmx = { 'HX-Request': 'true' };

describe('the form editor', () => {
  for (const [template, questions] of [
    ['phone-screen', 4],
    ['testimonial', 4],
    ['feedback', 3],
    ['bug-report', 3],
    ['blank', 1],
  ] as const) {
    it(`a member starts from the template ${template}`, async () => {
      const { form } = await editor(template);
      expect((await form()).draft.questions).to.have.length(questions);
    });
  }

  it('a form without a title is refused beside the field, and the template stays chosen', async () => {
    const { member } = await editor();
    const response = await member.post('/forms', { title: ' ', template: 'feedback' });
    expect(response.status).to.equal(422);
    expect(response.text)
      .to.include('Give the form a title.')
      .and.match(/value="feedback" checked/);
  });

  it('an edit to a question saves itself and says so', async () => {
    const { member, path, firstQuestion } = await editor();
    const { id } = await firstQuestion();
    const response = await member.send('patch', `${path}/questions/${id}`, patched, htmx);
    expect(response.text).to.include('Saved');
    expect(await firstQuestion()).to.include({ text: 'Why here?', timeLimit: 60, takesAllowed: 3, required: false });
    expect((await firstQuestion()).kinds).to.deep.equal(['video', 'typed']);
  });

  for (const [field, value, sentence] of [
    ['timeLimit', '-1', 'Choose between 10 and 1800 seconds.'],
    ['timeLimit', '1801', 'Choose between 10 and 1800 seconds.'],
    ['timeLimit', 'long', 'Choose between 10 and 1800 seconds.'],
    ['thinkingTime', '301', 'Choose between 0 and 300 seconds.'],
    ['timeLimit', '', 'Choose between 10 and 1800 seconds.'],
    ['timeLimit', '0x20', 'Choose between 10 and 1800 seconds.'],
    ['takesAllowed', '-1', 'Write a whole number up to 50; 0 is unlimited.'],
    ['takesAllowed', '', 'Write a whole number up to 50; 0 is unlimited.'],
    ['type', ['recorded', 'file'], 'Choose an answer type.'],
    ['kinds', [], 'Allow at least one way to answer.'],
    ['text', 'x'.repeat(2001), 'Use at most 2,000 characters.'],
    ['type', 'essay', 'Choose an answer type.'],
  ] as const) {
    it(`${field} of ${String(value).slice(0, 8) || 'nothing'} is refused beside the field and changes nothing`, async () => {
      const { member, path, firstQuestion } = await editor();
      const before = await firstQuestion();
      const response = await member.send(
        'patch',
        `${path}/questions/${before.id}`,
        { ...patched, [field]: value },
        htmx,
      );
      expect(response.status).to.equal(422);
      expect(response.text).to.include(sentence);
      expect(await firstQuestion()).to.deep.equal(before);
    });
  }

  it('questions are added, moved, removed and put back', async () => {
    const { member, path, form } = await editor();
    await member.post(`${path}/questions`);
    let ids = (await form()).draft.questions.map(({ id }) => id);
    await member.send('put', `${path}/questions/${ids[4]}/position`, { position: 0 });
    expect((await form()).draft.questions.map(({ id }) => id)).to.deep.equal([ids[4], ...ids.slice(0, 4)]);
    ids = (await form()).draft.questions.map(({ id }) => id);
    const removal = await member.send('delete', `${path}/questions/${ids[1]}`, {}, htmx);
    const json = /name="question" value="([^"]+)"/.exec(removal.text)?.[1]?.replaceAll('&#34;', '"') ?? '';
    await member.post(`${path}/removed-questions`, { question: json, position: 1 });
    expect((await form()).draft.questions.map(({ id }) => id)).to.deep.equal(ids);
  });

  it('what "Undo" sends back is checked like any other input', async () => {
    const { member, path } = await editor();
    for (const question of ['{', '{"id":"1"}', 'null']) {
      expect((await member.post(`${path}/removed-questions`, { question, position: 0 })).status).to.equal(422);
    }
  });

  it('what belongs to another answer type is not looked at and stays', async () => {
    const { member, path, firstQuestion } = await editor();
    const before = await firstQuestion();
    const sent = { text: 'How many?', type: 'score', timeLimit: '-1', takesAllowed: '' };
    expect((await member.send('patch', `${path}/questions/${before.id}`, sent, htmx)).status).to.equal(200);
    expect(await firstQuestion()).to.include({ type: 'score', timeLimit: before.timeLimit });
  });

  it('"Undo" cannot make a prompt of a clip that is none', async () => {
    const { member, path, firstQuestion, world } = await editor();
    const clip = await createClip(world.db, world.clock, {
      ownerKind: 'take',
      ownerId: newId(),
      kind: 'video',
      maxBytes: 1,
    });
    const question = { ...(await firstQuestion()), id: newId(), prompt: { clipId: clip.id, kind: 'video' } };
    await member.post(`${path}/removed-questions`, { question: JSON.stringify(question), position: 0 });
    expect(await firstQuestion()).to.include({ id: question.id, prompt: null });
  });

  it('settings save; a consent text that does not begin with "I agree" is refused', async () => {
    const { member, path, form } = await editor();
    const settings = {
      title: 'Engineer',
      welcome: 'Hello',
      thanks: 'Bye',
      consent: 'I agree to this.',
      askName: 'off',
      askEmail: 'optional',
    };
    await member.send('patch', path, settings, htmx);
    expect((await form()).draft).to.include(settings);
    const refused = await member.send('patch', path, { ...settings, consent: 'Yes' }, htmx);
    expect(refused.status).to.equal(422);
    expect((await form()).draft.consent).to.equal('I agree to this.');
  });

  it('a picture can be shown with a question; a file that is none is refused in words', async () => {
    const { member, path, firstQuestion, world } = await editor();
    const { id } = await firstQuestion();
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#015c68' } })
      .png()
      .toBuffer();
    await member.upload(`${path}/questions/${id}/prompt`, png, { filename: 'plan.png', contentType: 'image/png' });
    const { prompt } = await firstQuestion();
    expect(prompt?.kind).to.equal('image');
    expect((await member.get(`/clips/${prompt?.clipId}/original`)).status).to.equal(200);
    const refused = await member.upload(`${path}/questions/${id}/prompt`, Buffer.from('no video'), {
      filename: 'clip.mp4',
      contentType: 'video/mp4',
    });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('We could not read this recording');
    expect((await firstQuestion()).prompt).to.deep.equal(prompt);
    expect(await world.db('clips').count({ n: '*' }).first()).to.deep.equal({ n: 1 });
  });

  it('duplicating makes a draft with the same questions under new ids', async () => {
    const { member, path, form, world } = await editor();
    const response = await member.post(`${path}/copies`);
    const copy = await getForm(world.db, /forms\/(\w{26})/.exec(response.headers.location ?? '')?.[1] ?? '');
    const texts = ({ draft }: Form) => draft.questions.map(({ text }) => text);
    expect(texts(copy)).to.deep.equal(texts(await form()));
    expect(copy.draft.questions[0]?.id).not.to.equal((await form()).draft.questions[0]?.id);
    expect(copy).to.include({ state: 'draft', publicationId: null });
  });

  it('deleting takes the form out of the list; a form that is not there says so', async () => {
    const { member, path } = await editor();
    await member.send('delete', path);
    expect((await member.get('/forms')).text).to.include('No forms yet');
    const gone = await member.get(`${path}/edit`);
    expect(gone.status).to.equal(404);
    expect(gone.text).to.include('It may have been deleted.');
  });
});

describe('publication', () => {
  it('publishing gives a link; closing and reopening keep it', async () => {
    const { member, path, form } = await editor();
    const published = await member.post(`${path}/publication`, {}, htmx);
    const { slug } = await form();
    expect(published.text).to.include(`/f/${slug}`).and.include('Close form');
    const closed = await member.post(`${path}/closure`, {}, htmx);
    expect(closed.text).to.include('Reopen form').and.include(`/f/${slug}`);
    await member.send('delete', `${path}/closure`, {}, htmx);
    expect(await form()).to.include({ state: 'published', slug });
  });

  it('a version that was published stays as it was when the draft changes', async () => {
    const { member, path, form, world, firstQuestion } = await editor();
    await member.post(`${path}/publication`);
    const first = (await form()).publicationId ?? '';
    await member.send('patch', `${path}/questions/${(await firstQuestion()).id}`, patched);
    expect((await getPublication(world.db, first)).content.questions[0]?.text).to.equal('What drew you to this role?');
    expect((await member.get(`${path}/edit`)).text).to.include('Publish changes');
    await member.post(`${path}/publication`);
    const second = await getPublication(world.db, (await form()).publicationId ?? '');
    expect(second).to.include({ version: 2 });
    expect(second.content.questions[0]?.text).to.equal('Why here?');
  });

  it('a form with nothing to answer, or a question without a text, is not published', async () => {
    const { member, path, form } = await editor('blank');
    const empty = await member.post(`${path}/publication`, {}, htmx);
    expect(empty.status).to.equal(422);
    expect(empty.text).to.include('Question 1 has no text yet.');
    expect((await form()).state).to.equal('draft');
  });

  it('a closing date is meant in its time zone and must lie ahead', async () => {
    const { member, path, form } = await editor();
    const date = { closesAt: '2031-07-01T17:00', closesZone: 'Europe/Berlin' };
    await member.send('put', `${path}/closing-date`, date, htmx);
    expect((await form()).closesAt).to.equal('2031-07-01T15:00:00.000Z');
    const past = await member.send('put', `${path}/closing-date`, { ...date, closesAt: '2020-01-01T00:00' }, htmx);
    expect(past.status).to.equal(422);
    expect(past.text).to.include('This moment has passed.');
    await member.send('put', `${path}/closing-date`, { ...date, closesAt: '' }, htmx);
    expect((await form()).closesAt).to.equal(null);
  });

  for (const closesZone of ['UTC+3', 'local', 'utc+5:30', 'Mars/Phobos', '']) {
    it(`a time zone “${closesZone}” is refused: every page would have to understand it`, async () => {
      const { member, path } = await editor();
      const date = { closesAt: '2031-07-01T17:00', closesZone };
      expect((await member.send('put', `${path}/closing-date`, date, htmx)).status).to.equal(422);
      expect((await member.get('/forms')).status).to.equal(200);
    });
  }

  it('a closing date set while a question is edited undoes nothing', async () => {
    const { member, path, form, firstQuestion } = await editor();
    const { id } = await firstQuestion();
    for (let i = 0; i < 5; i++) {
      await Promise.all([
        member.send('put', `${path}/closing-date`, { closesAt: `203${i}-07-01T17:00`, closesZone: 'UTC' }),
        member.send('patch', `${path}/questions/${id}`, { ...patched, text: `Edit ${i}` }),
      ]);
      expect((await firstQuestion()).text).to.equal(`Edit ${i}`);
      expect((await form()).closesAt).to.match(new RegExp(`^203${i}`));
    }
  });

  it('editing a form that is closed leaves it closed since then', async () => {
    const { member, path, form, world } = await editor();
    await member.post(`${path}/publication`);
    await member.post(`${path}/closure`);
    const { closedAt } = await form();
    world.clock.forward(3 * 86_400);
    await member.post(`${path}/questions`);
    expect(closedSince(await form(), world.clock.now())).to.equal(closedAt);
  });
});
