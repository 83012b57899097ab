import { expect } from 'chai';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import '../../src/jobs.ts';
import { tellOfComment } from '../../src/comments/tell.ts';
import { saveEdit } from '../../src/media/editing.ts';
import type { Message } from '../../src/messages/message.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { listNotices } from '../../src/notifications/notice.ts';
import { changeLink, makeLink, pathOf, type ShareLink } from '../../src/sharing/link.ts';
import { guest } from '../support/guest.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { forgetTries, makeWorkplace } from '../support/workplace.ts';
import { type World } from '../support/world.ts';

describe('comments', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  let message: Message;
  let link: ShareLink;
  let path: string;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace({}, { name: 'Ruth Calder' }));
  });

  beforeEach(async () => {
    await forgetTries(world);
    ({ message, link, path } = await makeMessage(world, author));
  });

  const idOf = async (text: string) => {
    const { id }: { id: string } = await world.db('comments').where({ text }).first('id');
    return id;
  };
  const tell = async (text: string) => tellOfComment.now(world, { commentId: await idOf(text) });
  const noticesOf = (member: Member) => listNotices(world.db, member.id, undefined, 50);

  it('a guest says their name once, comments at a moment, and the author reads and answers it', async () => {
    const priya = await guest(app, path);
    const added = await priya.post('/comments', { text: 'Which panel?', at: '7.2', name: 'Priya Nair' });
    expect(added.status).to.equal(303);
    const page = await priya.get();
    expect(page.text).to.include('Priya Nair (you)').and.include('Go to 0:07').and.not.include('Your name');
    const mine = await me.get(`/messages/${message.id}`);
    expect(mine.text).to.include('Which panel?').and.include('Go to 0:07');
    const parentId = await idOf('Which panel?');
    expect((await me.post(`/messages/${message.id}/comments`, { text: 'The left one.', parentId })).status).to.equal(
      303,
    );
    expect((await priya.get()).text)
      .to.include('The left one.')
      .and.include('Author');
  });

  it('a guest who gives no name is called Guest, unless the author asks for names', async () => {
    const nobody = await guest(app, path);
    await nobody.post('/comments', { text: 'Nice.' });
    expect((await nobody.get()).text).to.include('Guest (you)');
    const { path: other } = await asksName();
    const asked = new Visitor(app);
    expect((await asked.get(other)).text).to.include('Your name');
    expect((await asked.post(`${other}/comments`, { text: 'Hello' })).status).to.equal(403);
  });

  const asksName = async () => {
    const made = await makeLink(world, author, { kind: 'message', id: message.id }, { name: 'Named', asksName: true });
    return { path: pathOf(world, made) };
  };

  it('HTML in a name or a comment is shown as it was typed', async () => {
    const rude = await guest(app, path);
    await rude.post('/comments', { text: '<script>alert(1)</script>', name: '<img src=x onerror=alert(1)>' });
    const { text } = await me.get(`/messages/${message.id}`);
    expect(text).to.include('&lt;script&gt;alert(1)').and.include('&lt;img src=x');
    expect(text).to.not.include('<script>alert').and.not.include('<img src=x');
  });

  it('a comment of 100 kB is refused in words, beside the field, with what was typed', async () => {
    const wordy = await guest(app, path);
    for (const headers of [{}, { 'HX-Request': 'true' }] as Record<string, string>[]) {
      const refused = await wordy.post('/comments', { text: 'word '.repeat(20_000) }, headers);
      expect(refused.status).to.equal(422);
      expect(refused.text).to.include('Use at most 5,000 characters').and.include('word word word');
    }
    expect(await world.db('comments').where({ subject_id: message.id })).to.have.length(0);
  });

  it('an empty comment, and one at a moment after the end, are refused', async () => {
    const somebody = await guest(app, path);
    expect((await somebody.post('/comments', { text: ' \r\n ' })).text).to.include('Write something.');
    const late = await somebody.post('/comments', { text: 'When?', at: '11.5' });
    expect(late.status).to.equal(422);
    expect(late.text).to.include('it ends before').and.include('When?');
    expect((await somebody.post('/comments', { text: 'At the very end', at: '10.4' })).status).to.equal(303);
  });

  it('an answer to a comment that was deleted meanwhile comes back, to be a comment of its own', async () => {
    const [first, second] = [await guest(app, path), await guest(app, path)];
    await first.post('/comments', { text: 'Forget this' });
    const parentId = await idOf('Forget this');
    expect((await first.post(`/comments/${parentId}`, { _method: 'DELETE' })).status).to.equal(303);
    const refused = await second.post('/comments', { text: 'About that', parentId });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('was deleted meanwhile').and.include('About that').and.include('Add comment');
  });

  it('nothing is added to a message in the bin, by link or by its author', async () => {
    const somebody = await guest(app, path);
    await updateMessage(world.db, message.id, { deletedAt: new Date().toISOString() });
    const refused = await somebody.post('/comments', { text: 'Hello?' });
    expect(refused.status).to.equal(410);
    expect(refused.text).to.include('This was deleted');
    const own = await me.post(`/messages/${message.id}/comments`, { text: 'Hello?' });
    expect(own.status).to.equal(410);
    expect(own.text).to.include('in the bin');
  });

  it('somebody changes their own words for 15 minutes, and nobody else’s', async () => {
    const [first, second] = [await guest(app, path), await guest(app, path)];
    await first.post('/comments', { text: 'Teh panel' });
    const id = await idOf('Teh panel');
    const change = { _method: 'PATCH', text: 'The panel' };
    expect((await second.post(`/comments/${id}`, change)).status).to.equal(403);
    expect((await me.post(`/messages/${message.id}/comments/${id}`, change)).status).to.equal(403);
    expect((await first.post(`/comments/${id}`, change)).status).to.equal(303);
    expect((await first.get()).text)
      .to.include('The panel')
      .and.include('edited');
    world.clock.forward(16 * 60);
    expect((await first.post(`/comments/${id}`, change)).status).to.equal(409);
  });

  it('the author takes away what a guest wrote; its thread stays, its words do not', async () => {
    const [first, second] = [await guest(app, path), await guest(app, path)];
    await first.post('/comments', { text: 'Buy my watches' });
    const id = await idOf('Buy my watches');
    await second.post('/comments', { text: 'Please do not', parentId: id });
    expect((await second.post(`/comments/${id}`, { _method: 'DELETE' })).status).to.equal(403);
    expect((await me.post(`/messages/${message.id}/comments/${id}`, { _method: 'DELETE' })).status).to.equal(303);
    const { text } = await first.get();
    expect(text).to.include('This comment was deleted').and.include('Please do not').and.not.include('watches');
    expect(await world.db('comments').where({ text: 'Buy my watches' })).to.have.length(0);
  });

  it('what came through one link is not shown through another; what members say is', async () => {
    const made = await makeLink(world, author, { kind: 'message', id: message.id }, { name: 'For Acme' });
    const [here, there] = [await guest(app, path), await guest(app, pathOf(world, made))];
    await here.post('/comments', { text: 'From here' });
    await me.post(`/messages/${message.id}/comments`, { text: 'From Ruth' });
    expect((await there.get()).text)
      .to.include('From Ruth')
      .and.not.include('From here');
    const hidden = await idOf('From here');
    expect((await there.get(`/comments/${hidden}`)).status).to.equal(404);
    expect((await there.post('/comments', { text: 'Sneaky', parentId: hidden })).status).to.equal(422);
    expect(JSON.stringify((await there.get('/moments')).body)).to.not.include(hidden);
  });

  it('what a customer answers to the author is not shown to another customer', async () => {
    const made = await makeLink(world, author, { kind: 'message', id: message.id }, { name: 'For Acme' });
    const [here, there] = [await guest(app, path), await guest(app, pathOf(world, made))];
    await me.post(`/messages/${message.id}/comments`, { text: 'Questions?' });
    const parentId = await idOf('Questions?');
    await here.post('/comments', { text: 'The price is high', parentId, name: 'Priya Nair' });
    const asked = `/comments/${await idOf('The price is high')}`;
    expect((await here.get()).text).to.include('The price is high');
    expect((await me.get(`/messages/${message.id}`)).text).to.include('The price is high');
    for (const page of ['', '/comments', `/comments/${parentId}`])
      expect((await there.get(page)).text)
        .to.include('Questions?')
        .and.not.include('Priya')
        .and.not.include('The price');
    expect((await there.get(asked)).status).to.equal(404);
    expect((await there.get('/moments')).body).to.include({ total: 1 });
    expect((await here.get('/moments')).body).to.include({ total: 2 });
  });

  it('a link that takes no comments shows and takes none', async () => {
    const somebody = await guest(app, path);
    await somebody.post('/comments', { text: 'Before' });
    await changeLink(world, author, link.id, { allowsComments: false });
    expect((await somebody.get()).text)
      .to.not.include('Before')
      .and.not.include('Add comment');
    expect((await somebody.post('/comments', { text: 'After' })).status).to.equal(403);
    expect((await somebody.post('/reactions', { emoji: 'heart' })).status).to.equal(403);
    expect((await somebody.get('/comments')).status).to.equal(403);
  });

  it('many threads come a page at a time, newest first', async () => {
    const busy = await guest(app, path);
    for (let i = 1; i <= 22; i++) await busy.post('/comments', { text: `Thought number ${i}.` });
    const first = (await busy.get()).text;
    expect(first).to.include('number 22.').and.include('number 3.').and.not.include('number 2.');
    const next = /comments\?before=(\w+)/.exec(first)?.[1];
    expect((await busy.get(`/comments?before=${next}`)).text)
      .to.include('number 1.')
      .and.not.include('number 3.');
    expect((await busy.get(`?before=${next}`)).text).to.include('number 1.');
  });

  it('somebody who writes without end is slowed down', async () => {
    const tireless = await guest(app, path);
    await tireless.post('/comments', { text: 'One' });
    await world.throttleDb('tries').where('key', 'like', 'comments:visit%').update({ points: 200 });
    const refused = await tireless.post('/comments', { text: 'Two hundred and one' });
    expect(refused.status).to.equal(429);
    expect((await tireless.get()).text).to.not.include('Two hundred');
  });

  it('the author hears of a comment, those of its thread of an answer, and nobody of their own', async () => {
    const colleague = await makeMember(world, { name: 'Tom Ash' });
    const tom = new Visitor(app);
    await tom.signIn(colleague);
    await tom.post(`/messages/${message.id}/comments`, { text: 'Where is this?' });
    await tell('Where is this?');
    const [told] = await noticesOf(author);
    expect(told).to.include({ kind: 'comment', aboutId: message.id, about: message.title });
    expect(JSON.stringify(told)).to.not.include('Where');
    expect(await noticesOf(colleague)).to.have.length(0);
    const parentId = await idOf('Where is this?');
    await me.post(`/messages/${message.id}/comments`, { text: 'In Leeds', parentId });
    await tell('In Leeds');
    expect(await noticesOf(colleague)).to.have.length(1);
    expect((await tom.get('/notifications')).text).to.include(`/messages/${message.id}#comment-`);
    await me.get(`/messages/${message.id}`);
    expect((await noticesOf(author)).filter(({ readAt, aboutId }) => !readAt && aboutId === message.id)).to.have.length(
      0,
    );
  });

  it('a reaction counts once a second for each person, and can be taken back by them alone', async () => {
    const [first, second] = [await guest(app, path), await guest(app, path)];
    for (let i = 0; i < 3; i++) await first.post('/reactions', { emoji: 'heart', at: '7.3' });
    await second.post('/reactions', { emoji: 'heart', at: '7.9' });
    expect((await first.get('/moments')).body.reactions).to.deep.equal([{ at: 7, emoji: 'heart', count: 2 }]);
    const { id }: { id: string } = await world.db('reactions').where({ subject_id: message.id }).first('id');
    expect((await second.post(`/reactions/${id}`, { _method: 'DELETE' })).status).to.equal(403);
    expect((await first.post(`/reactions/${id}`, { _method: 'DELETE' })).status).to.equal(303);
    expect((await first.get('/moments')).body.reactions).to.deep.equal([{ at: 7, emoji: 'heart', count: 1 }]);
    expect((await first.post('/reactions', { emoji: 'skull' })).status).to.equal(422);
  });

  it('a comment stays with what it is about when something before it is cut out', async () => {
    const somebody = await guest(app, path);
    await somebody.post('/comments', { text: 'Here', at: '7' });
    await somebody.post('/reactions', { emoji: 'heart', at: '7' });
    await saveEdit(world, message.clipId, { cuts: [[1, 4]] });
    expect((await somebody.get()).text).to.include('Go to 0:04');
    expect((await somebody.get('/moments')).body).to.deep.include({ reactions: [{ at: 4, emoji: 'heart', count: 1 }] });
    expect((await somebody.post('/comments', { text: 'After the end', at: '8.5' })).status).to.equal(422);
    await somebody.post('/comments', { text: 'There', at: '5' });
    expect(await world.db('comments').where({ text: 'There' }).first('at_seconds')).to.deep.equal({ at_seconds: 8 });
  });

  it('a member who comes by the link comments as themselves', async () => {
    const tom = await signedIn(world, app, { name: 'Tom Ash' });
    const page = await tom.get(path);
    const _token = /data-token="([^"]+)"/.exec(page.text)?.[1];
    expect((await tom.post(`${path}/comments`, { _token, text: 'As me' })).status).to.equal(303);
    expect(await world.db('comments').where({ text: 'As me' }).whereNotNull('member_id')).to.have.length(1);
  });
});
