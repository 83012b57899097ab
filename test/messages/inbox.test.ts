import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { jobs } from '../../src/jobs.ts';
import { announceDue } from '../../src/messages/announcing.ts';
import type { Message } from '../../src/messages/message.ts';
import { removeRecipient, sendTo } from '../../src/messages/recipient.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { choose, everyDay, untilChosen, type Choice } from '../../src/notifications/choice.ts';
import { tellPeople } from '../../src/notifications/tell.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { plansOf } from '../support/plan.ts';
import { makeMessage } from '../support/message.ts';
import { MailBox } from '../support/smtp.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { makeWorld, type World } from '../support/world.ts';

const hour = 3_600_000;

describe('somebody whom a message is sent to', () => {
  let box: MailBox;
  let world: World;
  let app: Express;
  let author: Member;
  let dev: Member;
  let visitor: Visitor;

  beforeEach(async () => {
    box = await MailBox.open();
    world = await makeWorld({ ...box.environment, BASE_URL: 'http://video.marlow.example' });
    await world.db.raw('PRAGMA synchronous=OFF');
    app = createApp(world);
    author = await makeMember(world, { name: 'Ruth Calder' });
    dev = await makeMember(world, { name: 'Dev Patel', email: 'dev@marlow.example' });
    visitor = new Visitor(app);
    await visitor.signIn(dev);
  });

  const ahead = (hours: number) => new Date(world.clock.now().getTime() + hours * hour).toISOString();
  const send = async (given: Partial<Message> = {}) => {
    const { message } = await makeMessage(world, author, given);
    await sendTo(world, message, [dev.id]);
    await drainJobs(world, jobs);
    return message;
  };
  const minutePasses = async () => {
    await announceDue(world);
    await tellPeople(world);
    await drainJobs(world, jobs);
  };
  const hoursPass = async (hours: number) => {
    world.clock.forward(hours * 3600);
    await minutePasses();
  };
  const chosen = (choice: Partial<Choice>) => choose(world, dev.id, { ...untilChosen, ...choice });
  const subjects = () => box.received.filter(({ to }) => to[0] === dev.email).map(({ mail }) => mail.subject);
  /** "heading" and titles, as they stand on the page. */
  const inbox = async () => {
    const { text } = await visitor.get('/inbox');
    return [...text.matchAll(/<h2 class="group"[^>]*>([^<]+)|<h3><a href="\/messages\/\w+">([^<]+)/g)].map(
      ([, heading, title]) => (heading ? heading.toUpperCase() : title),
    );
  };

  it('finds what waits for a reply first, by its moment, then what is new, for information, for later, and seen', async () => {
    await send({ title: 'Old and new' });
    await send({ title: 'Friday’s plan', expectation: 'reply-by', expectedAt: ahead(50) });
    await send({ title: 'Overdue', expectation: 'reply-by', expectedAt: ahead(1) });
    await send({ title: 'Lunch', expectation: 'fyi' });
    await send({ title: 'Next month', expectation: 'not-before', expectedAt: ahead(700) });
    await send({ title: 'Monday', expectation: 'not-before', expectedAt: ahead(80) });
    await send({ title: 'Newest' });
    const seen = await send({ title: 'Looked at' });
    await visitor.get(`/messages/${seen.id}`);
    world.clock.forward(2 * 3600);
    expect(await inbox()).to.deep.equal([
      'WAITING FOR YOUR REPLY',
      'Overdue',
      'Friday’s plan',
      'NEW',
      'Newest',
      'Old and new',
      'FOR YOUR INFORMATION',
      'Lunch',
      'LATER',
      'Monday',
      'Next month',
      'SEEN',
      'Looked at',
    ]);
    expect((await visitor.get('/inbox')).text.match(/pill warning">Overdue/g)).to.have.length(1);
    await hoursPass(90);
    expect((await inbox()).slice(3, 7), 'its moment has come').to.deep.equal([
      'NEW',
      'Newest',
      'Monday',
      'Old and new',
    ]);
  });

  it('sees how many are unread, marks one and all as seen, and keeps what came since the page was made', async () => {
    const unread = async () =>
      /(\d+)<span class="visually-hidden"> not seen yet/.exec((await visitor.get('/forms')).text)?.[1];
    const first = await send();
    await send();
    await send({ expectation: 'not-before', expectedAt: ahead(10) });
    expect(await unread(), 'what is for later does not count').to.equal('2');
    await visitor.send('put', `/inbox/${first.id}/seen`);
    expect(await unread()).to.equal('1');
    const upTo = /name="upTo" value="([^"]+)"/.exec((await visitor.get('/inbox')).text)?.[1];
    world.clock.forward(1);
    await send();
    await visitor.send('put', '/inbox/seen', { upTo });
    expect(await unread()).to.equal('1');
  });

  it('pages through many', async () => {
    for (let i = 0; i < 3; i++) await send({ title: `Message ${i}`, ...(i === 1 && { expectation: 'fyi' }) });
    const ids: string[] = await world.db('messages').pluck('id');
    const row = await world.db('message_recipients').first('sent_at');
    for (let i = 0; i < 60; i++) {
      const id = `01aaaaaaaaaaaaaaaaaaaaaa${String(i).padStart(2, '0')}`;
      const copied = await world.db('messages').where({ id: ids[0] }).first();
      await world.db('messages').insert({ ...copied, id, clip_id: id, title: `Copy ${i}` });
      const place = `4${String(i).padStart(13, '0')}`;
      const delivery = { message_id: id, member_id: dev.id, sent_at: row.sent_at, seen_at: row.sent_at, place };
      await world.db('message_recipients').insert(delivery);
    }
    const { text } = await visitor.get('/inbox');
    const more = /href="(\/inbox\?after=[^"]+)"/.exec(text)?.[1] ?? '';
    const rest = await visitor.get(more);
    const titles = (page: string) => [...page.matchAll(/<h3><a[^>]+>([^<]+)/g)].map(([, title]) => title);
    expect([...titles(text), ...titles(rest.text)]).to.have.length(63);
    expect(new Set([...titles(text), ...titles(rest.text)])).to.have.property('size', 63);
  });

  it('has each page found by an index, however many messages there are', async () => {
    await send();
    for (const page of ['/inbox', '/messages', '/messages?folder=Sales', '/messages?show=workspace']) {
      const plans = await plansOf(world, () => visitor.get(page));
      const lists = plans.filter((plan) => /limit/.test(plan) && /messages/.test(plan));
      expect(lists, page).to.not.be.empty;
      for (const plan of lists) expect(plan, page).not.to.match(/TEMP B-TREE|SCAN (m|r|messages|message_recipients)\b/);
    }
  });

  it('is told once, of who sent it and what they expect, by their own clock', async () => {
    await world.db('members').where({ id: dev.id }).update({ time_zone: 'America/New_York' });
    const { DateTime } = await import('luxon');
    const thursday = DateTime.fromJSDate(world.clock.now(), { zone: 'America/New_York' })
      .plus({ days: 2 })
      .set({ hour: 17 });
    const at = thursday.startOf('hour');
    const message = await send({ expectation: 'reply-by', expectedAt: at.toUTC().toISO()! });
    const told = `“The new switchboard” from Ruth Calder. Reply by ${at.toFormat('cccc')} 17:00`;
    expect(subjects()).to.deep.equal([told]);
    await sendTo(world, message, [dev.id]);
    await minutePasses();
    expect(subjects()).to.have.length(1);
    expect((await visitor.get(`/messages/${message.id}`)).text).to.include(`${at.toFormat('cccc')} 17:00`);
  });

  it('is told of what needs no reply yet at its moment and not before', async () => {
    await send({ expectation: 'not-before', expectedAt: ahead(5) });
    await hoursPass(4.9);
    expect(subjects()).to.deep.equal([]);
    expect(await world.db('notices').where({ member_id: dev.id })).to.deep.equal([]);
    await hoursPass(0.2);
    await minutePasses();
    expect(subjects()).to.have.length(1);
  });

  it('hears of what is for information with the digest alone, even beside other mail', async () => {
    await chosen({ digest: { at: new Date(Date.parse(ahead(5))).toISOString().slice(11, 16), days: everyDay } });
    await send({ title: 'Lunch', expectation: 'fyi' });
    await send({ title: 'The plan' });
    expect(subjects()).to.deep.equal(['“The plan” from Ruth Calder']);
    await hoursPass(6);
    expect(subjects().slice(1)).to.deep.equal(['“Lunch” from Ruth Calder. For your information']);
  });

  it('is reminded once while they have not looked, and not if they have', async () => {
    await send({ title: 'Not seen', expectation: 'reply-by', expectedAt: ahead(40) });
    const seen = await send({ title: 'Seen', expectation: 'reply-by', expectedAt: ahead(40) });
    await visitor.get(`/messages/${seen.id}`);
    await hoursPass(29);
    const before = subjects().length;
    await hoursPass(1.1);
    await hoursPass(1);
    const reminders = subjects().slice(before);
    expect(reminders).to.have.length(1);
    expect(reminders[0]).to.match(/“Not seen” from Ruth Calder\. Reply by/);
  });

  it('is neither told nor reminded in quiet hours', async () => {
    const clock = (hours: number) => ahead(hours).slice(11, 16);
    await chosen({ quiet: { from: clock(-1), until: clock(7), days: everyDay } });
    await send({ expectation: 'reply-by', expectedAt: ahead(8) });
    await hoursPass(6.5);
    expect(subjects()).to.deep.equal([]);
    await hoursPass(1);
    expect(subjects(), 'both in one').to.deep.equal(['2 things are new']);
  });

  it('replies with a message of their own, which goes to the author and settles what waited', async () => {
    const message = await send({ isPrivate: true, expectation: 'reply-by', expectedAt: ahead(9) });
    const form = await visitor.get(`/messages/new?to=${message.id}`);
    expect(form.text).to.include('It goes to its author when you stop').and.include('The new switchboard');
    const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const body = { kind: 'voice', mime: 'audio/webm', inReplyTo: message.id };
    const { messageId } = (await visitor.send('post', '/messages', body, json)).body as { messageId: string };
    expect(await inbox()).to.deep.equal(['WAITING FOR YOUR REPLY', 'The new switchboard']);
    await visitor.send('put', `/messages/${messageId}/recording`, { parts: 1 }, json);
    expect(await inbox()).to.deep.equal(['SEEN', 'The new switchboard']);
    const ruth = new Visitor(app);
    await ruth.signIn(author);
    expect((await ruth.get('/inbox')).text).to.include('replied to “The new switchboard”');
    expect((await ruth.get(`/messages/${message.id}`)).text)
      .to.include('Replies')
      .and.include('Replied');
    const other = new Visitor(app);
    await other.signIn(await makeMember(world));
    expect((await other.get(`/messages/${messageId}`)).status, 'private as what it answers').to.equal(404);
  });

  it('cannot reply to what was deleted, and keeps what they recorded when it is deleted meanwhile', async () => {
    const message = await send();
    const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
    const body = { kind: 'voice', mime: 'audio/webm', inReplyTo: message.id };
    const { messageId } = (await visitor.send('post', '/messages', body, json)).body as { messageId: string };
    await world
      .db('messages')
      .where({ id: message.id })
      .update({ deleted_at: ahead(0) });
    expect((await visitor.send('put', `/messages/${messageId}/recording`, { parts: 1 }, json)).status).to.equal(200);
    expect((await visitor.get(`/messages/${messageId}`)).status).to.equal(200);
    const refused = await visitor.get(`/messages/new?to=${message.id}`);
    expect(refused.status).to.equal(404);
    expect(refused.text).to.include('It may have been deleted');
  });

  it('has replied by a comment as well, of which the author hears in their inbox', async () => {
    const message = await send({ expectation: 'reply-by', expectedAt: ahead(9) });
    await visitor.get(`/messages/${message.id}`);
    await visitor.post(`/messages/${message.id}/comments`, { text: 'Tuesday suits me.' });
    await drainJobs(world, jobs);
    expect(await inbox()).to.deep.equal(['SEEN', 'The new switchboard']);
    const ruth = new Visitor(app);
    await ruth.signIn(author);
    expect((await ruth.get('/inbox')).text).to.include('A new comment on');
    await ruth.get(`/messages/${message.id}`);
    expect((await ruth.get('/inbox')).text).not.to.include('A new comment on');
  });

  it('learns nothing of a private message that they may not see: no title, by no way', async () => {
    const ruth = new Visitor(app);
    await ruth.signIn(author);
    const message = await send();
    await visitor.post(`/messages/${message.id}/comments`, { text: 'Tuesday suits me.' });
    await drainJobs(world, jobs);
    await removeRecipient(world, message, dev.id);
    await updateMessage(world.db, message.id, { isPrivate: true, title: 'Who has to leave' });
    const { id: parentId } = await world.db('comments').where({ text: 'Tuesday suits me.' }).first('id');
    await ruth.post(`/messages/${message.id}/comments`, { text: 'Not you.', parentId });
    const { message: reply } = await makeMessage(world, await makeMember(world), { inReplyTo: message.id });
    await sendTo(world, reply, [dev.id]);
    await drainJobs(world, jobs);
    await hoursPass(48);
    for (const page of ['/inbox', '/notifications', `/messages/${reply.id}`, '/messages?show=workspace'])
      expect((await visitor.get(page)).text, page).to.not.include('Who has to leave');
    expect(subjects().join()).to.not.include('Who has to leave');
  });

  it('is named to no admin, where the list of mails tells of them, by the title of a private message', async () => {
    const admin = new Visitor(app);
    await admin.signIn(await makeMember(world, { role: 'admin' }));
    await send({ title: 'For the workspace' });
    await minutePasses();
    await send({ title: 'Who has to leave', isPrivate: true });
    await hoursPass(48);
    expect(subjects().join()).to.include('Who has to leave');
    expect((await admin.get('/admin/mail')).text)
      .to.include('For the workspace')
      .and.include('private message')
      .and.not.include('Who has to leave');
  });

  it('has settled it too when they say that they replied in another way', async () => {
    const message = await send({ expectation: 'reply-by', expectedAt: ahead(9) });
    await visitor.send('put', `/inbox/${message.id}/seen`);
    expect((await visitor.get('/inbox')).text).to.include('Mark as answered');
    await visitor.send('put', `/inbox/${message.id}/answered`);
    expect(await inbox()).to.deep.equal(['SEEN', 'The new switchboard']);
  });
});

describe('who sends a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  const html = { 'HX-Request': 'true' };

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace());
  });

  it('adds several people at once, sees who has seen it, and takes somebody out again', async () => {
    const { message } = await makeMessage(world, author, { isPrivate: true });
    const [priya, jonas] = [
      await makeMember(world, { name: 'Priya Nair' }),
      await makeMember(world, { name: 'Jonas Weber' }),
    ];
    const people = { memberId: [priya.id, jonas.id] };
    expect((await me.post(`/messages/${message.id}/recipients`, people, html)).text).to.include('Remove Priya Nair');
    const reader = new Visitor(app);
    await reader.signIn(priya);
    expect((await reader.get(`/messages/${message.id}`)).status).to.equal(200);
    expect((await me.get(`/messages/${message.id}`)).text).to.match(/Priya Nair <small[^>]*>Seen/);
    const left = await me.send('delete', `/messages/${message.id}/recipients/${priya.id}`, {}, html);
    expect(left.text).to.include('Remove Jonas Weber').and.not.include('Remove Priya Nair');
    expect((await reader.get(`/messages/${message.id}`)).status).to.equal(404);
  });

  const nobody: [string, () => Promise<string[]>, string][] = [
    ['nobody', async () => [], 'Choose somebody first.'],
    ['a reviewer', async () => [(await makeMember(world, { role: 'reviewer' })).id], 'Others get a link'],
    ['themselves', async () => [author.id], 'other than the author'],
    ['somebody who is not here', async () => ['01nobody'], 'Choose members'],
  ];
  for (const [who, ids, sentence] of nobody) {
    it(`cannot send it to ${who}`, async () => {
      const { message } = await makeMessage(world, author);
      const refused = await me.post(`/messages/${message.id}/recipients`, { memberId: await ids() }, html);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(sentence);
      expect(await world.db('message_recipients').where({ message_id: message.id })).to.be.empty;
    });
  }

  it('says by when by their own clock, also on the day on which it is put back or forward', async () => {
    await world.db('members').where({ id: author.id }).update({ time_zone: 'Europe/Berlin' });
    const { message } = await makeMessage(world, author);
    const said = async (expectedAt: string) => {
      const body = { expectation: 'reply-by', expectedAt };
      const { status, text } = await me.send('put', `/messages/${message.id}/expectation`, body, html);
      expect(status).to.equal(200);
      const { expected_at } = await world.db('messages').where({ id: message.id }).first('expected_at');
      return [expected_at, /value="(\d{4}-[^"]+)"/.exec(text)?.[1]];
    };
    expect(await said('2031-07-10T17:00')).to.deep.equal(['2031-07-10T15:00:00.000Z', '2031-07-10T17:00']);
    expect(await said('2032-03-27T17:00')).to.deep.equal(['2032-03-27T16:00:00.000Z', '2032-03-27T17:00']);
    expect(await said('2032-03-28T02:30'), 'jumped over').to.deep.equal([
      '2032-03-28T01:30:00.000Z',
      '2032-03-28T03:30',
    ]);
    expect(await said('2032-10-31T02:30'), 'comes twice').to.deep.equal([
      '2032-10-31T00:30:00.000Z',
      '2032-10-31T02:30',
    ]);
    expect(await said('2032-10-31T09:00')).to.deep.equal(['2032-10-31T08:00:00.000Z', '2032-10-31T09:00']);
  });

  for (const [given, sentence] of [
    [{ expectation: 'reply-by', expectedAt: '' }, 'Choose a day and a time.'],
    [{ expectation: 'not-before', expectedAt: 'soon' }, 'Choose a day and a time.'],
    [{ expectation: 'reply-by', expectedAt: '2020-01-01T09:00' }, 'still to come'],
    [{ expectation: 'now' }, 'Choose what you expect.'],
  ] as const) {
    it(`is told what is wrong with ${JSON.stringify(given)}`, async () => {
      const { message } = await makeMessage(world, author);
      const refused = await me.send('put', `/messages/${message.id}/expectation`, given, html);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include(sentence);
    });
  }

  it('shows a stranger the moment by the author’s clock, for the browser to turn into theirs', async () => {
    const at = new Date(world.clock.now().getTime() + 300 * hour).toISOString();
    const { path } = await makeMessage(world, author, { expectation: 'reply-by', expectedAt: at });
    const { text } = await new Visitor(app).get(path);
    expect(text).to.match(/Reply by <time datetime="[^"]+" data-moment>[^<]+\(Europe\/Berlin\)/);
  });
});
