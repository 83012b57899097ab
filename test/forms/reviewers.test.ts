import fs from 'node:fs';
import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import { adoptFile } from '../../src/media/file.ts';
import * as make from '../support/make.ts';
import { submission } from '../support/submission.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

interface Reviewing {
  world: World;
  app: Express;
  form: Awaited<ReturnType<typeof make.form>>;
  member: Visitor;
  reviewer: Visitor;
  reviewerId: string;
  id: string;
}

/** A form with one response, a member, and a reviewer to whom nothing has been given yet. */
async function reviewing(): Promise<Reviewing> {
  const world = await makeWorld();
  const app = createApp(world);
  const form = await make.form(world, { title: 'Field engineer', questions: [make.textQuestion()] });
  const id = await submission(world, form, 'Amara Osei');
  const person = await makeMember(world, { name: 'Vera Lindqvist', role: 'reviewer' });
  const reviewer = new Visitor(app);
  await reviewer.signIn(person);
  const member = await signedIn(world, app);
  return { world, app, form, member, reviewer, reviewerId: person.id, id };
}

async function given(hides?: string): Promise<Reviewing> {
  const all = await reviewing();
  await all.member.post(`/forms/${all.form.id}/reviewers`, { memberId: all.reviewerId });
  if (hides) await all.member.send('put', `/forms/${all.form.id}/hidden-fields`, { hides });
  await all.reviewer.get(`/forms/${all.form.id}/responses`);
  return all;
}

describe('a reviewer', () => {
  it('sees nothing until a form is given to them, and nothing once it is taken back', async () => {
    const { form, member, reviewer, reviewerId, id } = await reviewing();
    const seen = async () => [
      (await reviewer.get('/forms')).text.includes('Field engineer'),
      (await reviewer.get(`/forms/${form.id}/responses`)).status,
      (await reviewer.get(`/responses/${id}`)).status,
    ];
    expect(await seen()).to.deep.equal([false, 404, 404]);
    expect((await reviewer.get('/forms')).text).to.include('gives you a form to review');
    await member.post(`/forms/${form.id}/reviewers`, { memberId: reviewerId });
    expect(await seen()).to.deep.equal([true, 200, 200]);
    await member.send('delete', `/forms/${form.id}/reviewers/${reviewerId}`);
    expect(await seen()).to.deep.equal([false, 404, 404]);
  });

  it('is counted only what was given to them', async () => {
    const { world, reviewer } = await given();
    for (let i = 0; i < 3; i++) await submission(world, await make.form(world, { questions: [make.textQuestion()] }));
    const { text } = await reviewer.get('/forms');
    expect(text)
      .to.match(/All <span class="faint num">1</)
      .and.to.include('1 new response');
  });

  it('rates and writes notes, and is offered nothing else', async () => {
    const { form, reviewer, id } = await given();
    await reviewer.send('put', `/responses/${id}/rating`, { rating: '4' });
    await reviewer.post(`/responses/${id}/notes`, { text: 'Clear and calm.' });
    const { text } = await reviewer.get(`/responses/${id}`);
    expect(text).to.include('Mean 4.0 of 1').and.include('Clear and calm.').and.include('Amara Osei');
    const list = (await reviewer.get(`/forms/${form.id}/responses`)).text;
    for (const offered of ['Delete', '/edit', '/preview', '/status', '/download', 'Export', 'New form']) {
      expect(text + list, offered).not.to.include(offered);
    }
  });

  it('does not get a hidden name or address in any page, and cannot search by it', async () => {
    const { world, app, form, reviewer, id } = await given('both');
    await submission(world, form, 'Jonas Weber');
    const pages = [`/forms`, `/forms/${form.id}/responses`, `/responses/${id}`];
    const answer: { id: string } = await world.db('answers').where({ response_id: id }).first('id');
    for (const path of [...pages, `/answers/${answer.id}/media`, `/answers/${answer.id}/transcript`]) {
      const { text, headers } = await reviewer.get(path).catch(() => ({ text: '', headers: {} }));
      expect(text + JSON.stringify(headers), path).not.to.match(/amara|osei/i);
    }
    const list = (await reviewer.get(`/forms/${form.id}/responses`)).text;
    expect(list).to.include('>Respondent 1<').and.include('>Respondent 2<').and.not.include('Search by name');
    expect((await reviewer.get(`/responses/${id}`)).text).to.match(/<title>Respondent 1 /);
    expect((await reviewer.get(`/forms/${form.id}/responses?name=Amara`)).text).not.to.include('>Respondent 1<');
    const place = async (name: string) =>
      /\d+ of \d+/.exec((await reviewer.get(`/responses/${id}?name=${name}`)).text)?.[0];
    expect(await place('Amara')).to.equal(await place('Nobody'));
    const other = await signedIn(world, app);
    expect((await other.get(`/responses/${id}`)).text)
      .to.include('Amara Osei')
      .and.include('Respondent 1.');
  });

  it('reads the name where only the address is hidden', async () => {
    const { form, reviewer, id } = await given('email');
    const { text } = await reviewer.get(`/responses/${id}`);
    expect(text).to.include('Amara Osei').and.not.include('osei.example');
    const found = await reviewer.get(`/forms/${form.id}/responses?name=amara.osei%40osei`);
    expect(found.text).to.include('Nobody fits');
  });

  it('gets a document under a neutral name where the name is hidden, and no recording to keep', async () => {
    const { world, reviewer, member, id } = await given('both');
    const path = world.storage.temporary();
    fs.writeFileSync(path, 'my life');
    const chosen = { path, originalName: 'Amara Osei CV.pdf', mime: 'application/pdf', kind: 'file' } as const;
    const clip = await adoptFile(world, { ...chosen, ownerKind: 'answer', ownerId: id });
    await world.db('answers').where({ response_id: id }).update({ kind: 'file', clip_id: clip.id });
    const saved = await reviewer.get(`/clips/${clip.id}/download`);
    expect(saved.headers['content-disposition']).to.equal('attachment; filename="Respondent 1.pdf"');
    expect((await reviewer.get(`/responses/${id}`)).text)
      .to.include('Respondent 1.pdf')
      .and.not.match(/amara/i);
    expect((await member.get(`/clips/${clip.id}/download`)).headers['content-disposition']).to.include('Amara Osei');
    await world.db('clips').where({ id: clip.id }).update({ kind: 'video' });
    for (const part of ['download', 'original']) {
      expect((await reviewer.get(`/clips/${clip.id}/${part}`)).status, part).to.equal(404);
    }
  });

  it('keeps the number of a response when others are erased', async () => {
    const { world, form, reviewer, member, id } = await given('both');
    const second = await submission(world, form, 'Jonas Weber');
    await member.send('delete', `/responses/${id}`);
    await submission(world, form, 'Hanna Lind');
    expect((await reviewer.get(`/responses/${second}`)).text).to.include('<h1>Respondent 2</h1>');
    expect((await reviewer.get(`/forms/${form.id}/responses`)).text).to.include('>Respondent 3<');
  });
});

describe('a role that changes while its holder is at work', () => {
  it('takes effect with the next request', async () => {
    const { world, app, form, id } = await reviewing();
    const person = await makeMember(world);
    const visitor = new Visitor(app);
    await visitor.signIn(person);
    await visitor.get(`/responses/${id}`);
    await world.db('members').where({ id: person.id }).update({ role: 'reviewer' });
    expect((await visitor.send('delete', `/responses/${id}`)).status).to.equal(403);
    expect((await visitor.post(`/responses/${id}/notes`, { text: 'Late.' })).status).to.equal(404);
    expect((await visitor.get(`/forms/${form.id}/edit`)).status).to.equal(403);
    expect(await world.db('responses')).to.have.length(1);
  });
});

describe('giving a form to reviewers', () => {
  it('is offered in the editor, works without scripts, and stands in the trail by ids', async () => {
    const { world, form, member, reviewerId } = await reviewing();
    expect((await member.get(`/forms/${form.id}/edit`)).text).to.include('Vera Lindqvist');
    const response = await member.post(`/forms/${form.id}/reviewers`, { memberId: reviewerId });
    expect(response.headers.location).to.equal(`/forms/${form.id}/edit#reviewers`);
    expect((await member.get(`/forms/${form.id}/edit`)).text).to.include('Take the form back from Vera Lindqvist');
    const [event] = await listAuditEvents(world.db, { action: 'form.given' }, 5);
    expect(event?.subjectId).to.equal(form.id);
    expect(event?.details).to.deep.equal({ to: reviewerId });
  });

  it('refuses nonsense in words', async () => {
    const { world, form, member } = await reviewing();
    const other = await makeMember(world);
    for (const [memberId, status] of [
      ['', 422],
      ['nobody', 404],
      [other.id, 404],
    ] as const) {
      expect((await member.post(`/forms/${form.id}/reviewers`, { memberId })).status).to.equal(status);
    }
    const hidden = await member.send('put', `/forms/${form.id}/hidden-fields`, { hides: 'shoe size' });
    expect(hidden.status).to.equal(422);
    expect(hidden.text).to.include('Choose what reviewers do not see.');
  });
});
