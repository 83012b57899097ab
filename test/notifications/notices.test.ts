import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { jobs } from '../../src/jobs.ts';
import { choose, untilChosen, type Choice } from '../../src/notifications/choice.ts';
import { listMails } from '../../src/notifications/mail.ts';
import { tellPeople } from '../../src/notifications/tell.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { eraseResponse } from '../../src/responses/erasure.ts';
import * as make from '../support/make.ts';
import { MailBox } from '../support/smtp.ts';
import { submission } from '../support/submission.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('somebody who is told of a new response', () => {
  let box: MailBox;
  let world: World;
  let app: Express;
  let ruth: Member;
  let visitor: Visitor;
  let form: Awaited<ReturnType<typeof make.form>>;

  const begin = async (environment: Record<string, string> = {}) => {
    world = await makeWorld(environment);
    app = createApp(world);
    ruth = await makeMember(world, { email: 'ruth@marlow.example' });
    visitor = new Visitor(app);
    await visitor.signIn(ruth);
    form = await make.form(world, { title: 'Field engineer', questions: [make.textQuestion()] });
    // The others choose the panel, so that each mail here is Ruth's.
    const others: string[] = await world.db('members').whereNot({ id: ruth.id }).pluck('id');
    for (const id of others) await choose(world, id, { ...untilChosen, delivery: 'panel' });
  };

  beforeEach(async () => {
    box = await MailBox.open();
    await begin({ ...box.environment, BASE_URL: 'http://video.marlow.example' });
  });

  const chosen = (choice: Partial<Choice>) => choose(world, ruth.id, { ...untilChosen, ...choice });
  const respond = async (name?: string) => {
    const id = await submission(world, form, name);
    await drainJobs(world, jobs);
    return id;
  };
  const minutePasses = async () => {
    await tellPeople(world);
    await drainJobs(world, jobs);
  };
  const bell = async () => /(\d+)<span class="visually-hidden"> unread/.exec((await visitor.get('/forms')).text)?.[1];
  /** Respondents are sent their confirmations meanwhile. */
  const told = () => box.received.filter(({ to }) => to.every((address) => address.endsWith('@marlow.example')));
  const unsubscribePath = () => /\/unsubscribe\/\S+/.exec(told()[0]?.mail.text ?? '')?.[0] ?? '';

  it('gets a mail at once, which leads to it and names nobody who answered', async () => {
    const id = await respond('Amara Osei');
    expect(told().map(({ to }) => to)).to.deep.equal([['ruth@marlow.example']]);
    const { subject, text, html } = told()[0]!.mail;
    expect(subject).to.equal('A new response to Field engineer');
    expect(text).to.include(`http://video.marlow.example/responses/${id}`);
    expect(`${subject} ${text} ${html as string}`).not.to.include('Amara');
    const mails = await world.db('mails').whereNot({ kind: 'responses.receipt' });
    expect(mails).to.have.length(1);
    expect(JSON.stringify([await world.db('notices'), mails])).not.to.match(/amara/i);
  });

  it('gets what comes soon after in one more mail, not in many', async () => {
    for (let i = 0; i < 5; i++) await respond();
    expect(told()).to.have.length(1);
    world.clock.forward(599);
    await minutePasses();
    expect(told().map(({ mail }) => mail.subject)).to.deep.equal([
      'A new response to Field engineer',
      '4 new responses to Field engineer',
    ]);
  });

  it('gets one digest for many events, with a line for each form', async () => {
    await chosen({ delivery: 'digest', digest: { at: '09:00', days: [1, 2, 3, 4, 5, 6, 7] } });
    const engineer = form;
    const sales = await make.form(world, { title: 'Sales, Leeds', questions: [make.textQuestion()] });
    await choose(world, (await world.db('forms').where({ id: sales.id }).first('created_by')).created_by as string, {
      ...untilChosen,
      delivery: 'panel',
    });
    for (let i = 0; i < 3; i++) await respond();
    form = sales;
    await respond();
    expect(told()).to.have.length(0);
    world.clock.forward(24 * 3600);
    await minutePasses();
    await minutePasses();
    expect(told()).to.have.length(1);
    const { subject, text } = told()[0]!.mail;
    expect(subject).to.equal('4 new responses');
    expect(text).to.include(`- Field engineer, 3 new responses\n  http://video.marlow.example/forms/${engineer.id}`);
    expect(text).to.include('- Sales, Leeds, A new response');
  });

  it('gets nothing in quiet hours until they end, and nothing at all of what was looked at meanwhile', async () => {
    const hours = (ahead: number) =>
      new Date(world.clock.now().getTime() + ahead * 3_600_000).toISOString().slice(11, 16);
    await chosen({ quiet: { from: hours(-1), until: hours(2), days: [1, 2, 3, 4, 5, 6, 7] } });
    const seen = await respond();
    await respond();
    expect(told()).to.have.length(0);
    await visitor.get(`/responses/${seen}`);
    world.clock.forward(3 * 3600);
    await minutePasses();
    expect(told().map(({ mail }) => mail.subject)).to.deep.equal(['A new response to Field engineer']);
  });

  it('gets mails of their own forms alone, if they chose so', async () => {
    await chosen({ about: 'mine' });
    await respond();
    expect(told()).to.have.length(0);
    await world.db('forms').update({ created_by: ruth.id });
    await respond();
    expect(told()).to.have.length(1);
    expect(await bell()).to.equal('2');
  });

  it('sees a number at the bell, which goes as they look', async () => {
    const id = await respond();
    await respond();
    expect(await bell()).to.equal('2');
    await visitor.get(`/responses/${id}`);
    expect(await bell()).to.equal('1');
    const page = await visitor.get('/notifications');
    expect(page.text.match(/A new response to Field engineer/g)).to.have.length(2);
    const upTo = /name="upTo" value="(\w+)"/.exec(page.text)?.[1];
    await respond();
    await visitor.send('put', '/notifications/reading', { upTo });
    expect(await bell(), 'what came after the page was made').to.equal('1');
  });

  it('pages through what was', async () => {
    const row = { member_id: ruth.id, kind: 'response', about_id: form.id, about: 'Field engineer' };
    for (let i = 0; i < 51; i++) {
      const id = `01aaaaaaaaaaaaaaaaaaaaaa${String(i).padStart(2, '0')}`;
      await world.db('notices').insert({ ...row, id, subject_id: id, created_at: world.clock.now().toISOString() });
    }
    const first = await visitor.get('/notifications');
    expect(first.text.match(/New<\/span>/g)).to.have.length(50);
    const older = /href="(\/notifications\?before=\w+)"/.exec(first.text)?.[1] ?? '';
    expect((await visitor.get(older)).text.match(/New<\/span>/g)).to.have.length(1);
  });

  it('is told in the panel alone while mail is off, and not by mail later of what was then', async () => {
    await begin();
    await respond();
    expect(await bell()).to.equal('1');
    expect(await listMails(world.db, {}, 9)).to.have.length(0);
    expect(await world.db('notices').whereNotNull('due_at')).to.have.length(0);
  });

  it('is told once, however often the work is done', async () => {
    const id = await respond();
    await world.db('jobs').where({ subject: id }).update({ state: 'queued', attempts: 0 });
    await drainJobs(world, jobs);
    expect(told()).to.have.length(1);
    expect(await bell()).to.equal('1');
  });

  it('is not told any more of what was erased', async () => {
    await chosen({ delivery: 'digest' });
    const id = await respond();
    await eraseResponse(world, id, { actorId: null, because: 'member' });
    expect(await bell()).to.equal(undefined);
    world.clock.forward(4 * 86_400);
    await minutePasses();
    expect(told()).to.have.length(0);
  });

  it('is no reviewer, and not disabled', async () => {
    await world.db('members').where({ id: ruth.id }).update({ role: 'reviewer' });
    await respond();
    expect(told()).to.have.length(0);
    expect(await world.db('notices').where({ member_id: ruth.id })).to.have.length(0);
  });

  it('ends the mails without signing in: a page asks, a button does it', async () => {
    await respond();
    const path = unsubscribePath();
    const asked = await request(app).get(path).set('Accept', 'text/html');
    expect(asked.text).to.include('Stop these mails');
    expect((await visitor.get('/account/notifications')).text).to.match(/value="at-once" checked/);
    const done = await request(app).post(path).type('form').send({});
    expect(done.text).to.include('No more mails like this');
    expect((await visitor.get('/account/notifications')).text).to.match(/value="panel" checked/);
    await respond();
    world.clock.forward(86_400);
    await minutePasses();
    expect(told()).to.have.length(1);
  });

  it('ends them with one press in the mail program (RFC 8058)', async () => {
    await respond();
    const { headers, headerLines } = told()[0]!.mail;
    const line = headerLines.find(({ key }) => key === 'list-unsubscribe')?.line ?? '';
    expect(line.replace(/\s+/g, ' ')).to.equal(`List-Unsubscribe: <http://video.marlow.example${unsubscribePath()}>`);
    expect(headers.get('list')).to.have.property('unsubscribe-post');
    const done = await request(app).post(unsubscribePath()).type('form').send('List-Unsubscribe=One-Click');
    expect(done.status).to.equal(200);
  });

  it('cannot end the mails of somebody else', async () => {
    await respond();
    const olive: { id: string } = await world.db('members').whereNot({ id: ruth.id }).first('id');
    const forged = unsubscribePath().replace(ruth.id, olive.id);
    for (const method of ['get', 'post'] as const) expect((await request(app)[method](forged)).status).to.equal(404);
  });

  describe('chooses', () => {
    const fields = {
      delivery: 'digest',
      about: 'mine',
      digestAt: '08:15',
      digestDays: ['1', '4'],
      quietFrom: '22:00',
      quietUntil: '07:00',
      focusFrom: '09:00',
      focusUntil: '12:00',
    };

    it('hour and days, quiet and focus hours, and finds them again', async () => {
      const all = { ...fields, quiet: 'on', focus: 'on', focusDays: '5' };
      const saved = await visitor.send('put', '/account/notifications', all);
      expect(saved.headers.location).to.equal('/account/notifications?saved');
      const { text } = await visitor.get('/account/notifications?saved');
      expect(text)
        .to.include('Saved.')
        .and.match(/value="digest" checked/)
        .and.include('value="08:15"');
      expect(text.match(/name="digestDays" value="[14]" checked/g)).to.have.length(2);
      expect(text.match(/name="focusDays" value="5" checked/g)).to.have.length(1);
      expect(text)
        .to.match(/name="quiet" checked/)
        .and.match(/name="focus" checked/);
    });

    const nonsense: [object, string][] = [
      [{ delivery: 'by pigeon' }, 'Choose how you want to be told.'],
      [{ digestAt: '25:00' }, 'Write a time of day'],
      [{ digestDays: [] }, 'Choose at least one day.'],
      [{ digestDays: ['9'] }, 'Choose at least one day.'],
      [{ quiet: 'on', quietUntil: '22:00' }, 'It ends when it begins.'],
      [{ focus: 'on' }, 'Choose at least one day.'],
      [
        {
          quiet: 'on',
          focus: 'on',
          focusFrom: '07:00',
          focusUntil: '22:00',
          focusDays: ['1', '2', '3', '4', '5', '6', '7'],
        },
        'this leaves no time at all',
      ],
    ];
    for (const [given, sentence] of nonsense) {
      it(`and is told what is wrong with ${JSON.stringify(given)}`, async () => {
        const refused = await visitor.send('put', '/account/notifications', { ...fields, ...given });
        expect(refused.status).to.equal(422);
        expect(refused.text).to.include(sentence);
      });
    }
  });
});
