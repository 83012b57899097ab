import { expect } from 'chai';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import type { MessageStarted } from '../../src/browser/wire.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { makeMessage } from '../support/message.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { type World } from '../support/world.ts';

describe('a message', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace());
  });

  const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
  const start = async () => {
    const body = { kind: 'screen', mime: 'video/webm;codecs=h264,opus' };
    return (await me.send('post', '/messages', body, json)).body as MessageStarted;
  };

  it('has its link from the moment recording starts, and others see it once it stops', async () => {
    const { messageId, link } = await start();
    const colleague = await signedIn(world, app);
    expect((await colleague.get(`/messages/${messageId}`)).status).to.equal(404);
    expect((await me.send('put', `/messages/${messageId}/recording`, { parts: 1 }, json)).status).to.equal(200);
    expect((await colleague.get(`/messages/${messageId}`)).status).to.equal(200);
    const page = await new Visitor(app).get(new URL(link).pathname);
    expect(page.text).to.include('still on its way');
  });

  it('is gone at once when it is discarded while it is recorded, and not afterwards', async () => {
    const { messageId } = await start();
    expect((await me.send('delete', `/messages/${messageId}/recording`)).status).to.equal(200);
    expect((await me.get(`/messages/${messageId}`)).status).to.equal(404);
    const { message } = await makeMessage(world, author);
    expect((await me.send('delete', `/messages/${message.id}/recording`)).status).to.equal(422);
  });

  it('that is private is seen by its author alone', async () => {
    const { message } = await makeMessage(world, author, { isPrivate: true });
    const [colleague, admin] = [await signedIn(world, app), await signedIn(world, app, { role: 'admin' })];
    for (const somebody of [colleague, admin]) {
      expect((await somebody.get(`/messages/${message.id}`)).status).to.equal(404);
      expect((await somebody.get(`/clips/${message.clipId}/play`)).status).to.equal(404);
    }
    expect((await me.get(`/clips/${message.clipId}/play`)).status).to.equal(200);
  });

  it('keeps what its author writes about it, and refuses an address that is none', async () => {
    const { message } = await makeMessage(world, author);
    const html = { 'HX-Request': 'true' };
    const saved = await me.send('patch', `/messages/${message.id}`, { title: '<b>Plan</b>' }, html);
    expect(saved.text).to.include('Saved').and.include('&lt;b&gt;Plan').and.not.include('<b>Plan');
    expect(saved.text).to.include('<h1 id="message-title" hx-swap-oob="true">&lt;b&gt;Plan');
    const button = { title: 'Plan', actionLabel: 'Book a call', actionUrl: 'https://example.com/book' };
    const withButton = await me.send('patch', `/messages/${message.id}`, button, html);
    expect(withButton.text).to.match(/id="message-about" hx-swap-oob="true">[^]*Opens example.com/);
    const refused = await me.send('patch', `/messages/${message.id}`, { actionUrl: 'javascript:alert(1)' }, html);
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('https://example.com');
  });

  it('offers its author a title as soon as its transcript is there, and nobody else', async () => {
    const segments = [{ start: 0, end: 2, text: 'The switchboard arrives on Tuesday.' }];
    const { message } = await makeMessage(world, author, {
      title: 'Video message, 27 November 2026 at 10:00',
      segments,
    });
    const offered = 'id="suggested-title" hx-swap-oob="true"';
    const { text } = await me.get(`/messages/${message.id}/transcript`);
    expect(text).to.include(offered).and.include('The switchboard arrives on Tuesday');
    const colleague = await signedIn(world, app);
    expect((await colleague.get(`/messages/${message.id}/transcript`)).text).not.to.include(offered);
  });

  it('in the bin is not behind its link any more', async () => {
    const { message, path } = await makeMessage(world, author);
    const stranger = new Visitor(app);
    await stranger.get(path);
    expect((await me.send('delete', `/messages/${message.id}`)).status).to.equal(303);
    expect((await stranger.get(path)).status).to.equal(410);
    expect((await stranger.get(`${path}/play`)).status).to.equal(410);
    await updateMessage(world.db, message.id, { title: 'Still there' });
    expect((await me.get(`/messages/${message.id}`)).text).to.include('in the bin');
  });

  it('is made of a file that a plain form posts; what is no recording is refused in words', async () => {
    const refused = await me.postFile('/messages/file', 'file', Buffer.from('no film'), 'notes.mp4');
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('could not read');
  });
});
