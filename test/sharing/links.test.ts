import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import { createApp } from '../../src/app.ts';
import type { Member } from '../../src/accounts/member.ts';
import { changeSetting } from '../../src/accounts/settings.ts';
import { changeLink, listLinks, switchLink, type Given, type ShareLink } from '../../src/sharing/link.ts';
import { guest } from '../support/guest.ts';
import { makeMessage } from '../support/message.ts';
import { makeMember, signedIn, Visitor } from '../support/visitor.ts';
import { forgetTries } from '../support/workplace.ts';
import { makeWorld, type World } from '../support/world.ts';

describe('a share link', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let link: ShareLink;
  let path: string;

  before(async () => {
    world = await makeWorld();
    app = createApp(world);
    author = await makeMember(world);
  });

  beforeEach(async () => {
    await forgetTries(world);
    ({ link, path } = await makeMessage(world, author));
  });

  const change = (given: Given) => changeLink(world, author, link.id, given);
  const parts = ['play', 'poster', 'captions', 'transcript', 'media', 'download'];

  it('opens its message to whoever has it, with film, transcript and captions', async () => {
    const stranger = new Visitor(app);
    const page = await stranger.get(path);
    expect(page.text).to.include('The new switchboard').and.include('Hello.');
    expect((await stranger.get(`${path}/play`)).status).to.equal(200);
    expect((await stranger.get(`${path}/captions`)).text).to.include('WEBVTT');
    expect((await stranger.get(`${path}/original`)).status).to.equal(404);
  });

  it('gives nothing to somebody who never opened it, whatever address they know', async () => {
    for (const part of parts) expect((await new Visitor(app).get(`${path}/${part}`)).status, part).to.equal(403);
  });

  it('with a password tells and gives nothing before it', async () => {
    await change({ access: 'password', password: 'lamplight' });
    const stranger = new Visitor(app);
    const gate = await stranger.get(path);
    expect(gate.text).to.include('Password').and.not.include('switchboard');
    const wrong = await stranger.post(`${path}/visit`, { password: 'moonlight' });
    expect(wrong.status).to.equal(422);
    expect(wrong.text).to.include('That is not the password');
    for (const part of parts) expect((await stranger.get(`${path}/${part}`)).status, part).to.equal(403);
    expect((await stranger.post(`${path}/visit`, { password: 'lamplight' })).status).to.equal(303);
    expect((await stranger.get(`${path}/play`)).status).to.equal(200);
  });

  it('stops a person who guesses passwords', async () => {
    await change({ access: 'password', password: 'lamplight' });
    const guesser = new Visitor(app);
    const answers = [];
    for (let i = 0; i < 21; i++) answers.push((await guesser.post(`${path}/visit`, { password: `${i}` })).status);
    expect(answers.at(-1)).to.equal(429);
    expect((await guesser.post(`${path}/visit`, { password: 'lamplight' })).status).to.equal(429);
  });

  it('lets in as many as know its password, from one office as well', async () => {
    await change({ access: 'password', password: 'lamplight' });
    const answers = [];
    for (let i = 0; i < 22; i++)
      answers.push((await new Visitor(app).post(`${path}/visit`, { password: 'lamplight' })).status);
    expect(new Set(answers)).to.deep.equal(new Set([303]));
    await new Visitor(app).post(`${path}/visit`, { password: 'moonlight' });
    const counted = await world.throttleDb('tries').where('key', 'like', `share-password%${link.id}%`).select('points');
    expect(counted).to.deep.equal([{ points: 1 }, { points: 1 }]);
  });

  it('still opens to who knows its password while somebody elsewhere spends all tries', async () => {
    await change({ access: 'password', password: 'lamplight' });
    await new Visitor(app).post(`${path}/visit`, { password: 'moonlight' });
    await world.throttleDb('tries').where('key', 'like', 'share-password-link:%').update({ points: 200 });
    const late = new Visitor(app);
    expect((await late.post(`${path}/visit`, { password: 'sunlight' })).status).to.equal(422);
    expect((await late.post(`${path}/visit`, { password: 'lamplight' })).status).to.equal(303);
    expect((await late.post(`${path}/visit`, { password: 'gaslight' })).status).to.equal(422);
    expect((await new Visitor(app).post(`${path}/visit`, { password: 'starlight' })).status).to.equal(429);
  });

  it('refuses what no form of its pages sends, and nothing breaks', async () => {
    const odd = { toString: 1, valueOf: 1 };
    const fields = { name: odd, email: odd, password: odd, code: odd, text: odd, _method: odd };
    const post = (below: string) =>
      request(app)
        .post(path + below)
        .set('Accept', 'text/html')
        .send(fields);
    await change({ access: 'named', people: ['priya@acme.example'] });
    for (const below of ['/visit', '/codes', '/requests']) expect((await post(below)).status, below).to.equal(422);
    await change({ access: 'anyone' });
    const somebody = await guest(app, path);
    expect((await somebody.send('post', '/comments', { text: odd })).status).to.equal(422);
  });

  it('asks those who are in once more when its password changes', async () => {
    await change({ access: 'password', password: 'lamplight' });
    const stranger = new Visitor(app);
    await stranger.post(`${path}/visit`, { password: 'lamplight' });
    await change({ access: 'password', password: 'moonlight' });
    expect((await stranger.get(`${path}/play`)).status).to.equal(403);
  });

  it('ends with the next stretch of a film once it is switched off, and goes on once it is on', async () => {
    const stranger = new Visitor(app);
    await stranger.get(path);
    expect((await stranger.get(`${path}/play`, { Range: 'bytes=0-2' })).status).to.equal(206);
    await switchLink(world, author, link.id, false);
    const ended = await stranger.get(`${path}/play`, { Range: 'bytes=3-5' });
    expect(ended.status).to.equal(410);
    expect(ended.text).to.include('switched off');
    await switchLink(world, author, link.id, true);
    expect((await stranger.get(`${path}/play`, { Range: 'bytes=3-5' })).status).to.equal(206);
  });

  it('ends when its time has come', async () => {
    const stranger = new Visitor(app);
    await stranger.get(path);
    await change({ expiresAt: world.clock.now().toISOString() });
    expect((await stranger.get(path)).text).to.include('expired');
    expect((await stranger.get(`${path}/play`)).status).to.equal(410);
  });

  it('opens for as many people as it says, who may come again, and for no program that only looks', async () => {
    await change({ mostViewers: 2 });
    const [first, second, third, scanner] = [1, 2, 3, 4].map(() => new Visitor(app)) as [
      Visitor,
      Visitor,
      Visitor,
      Visitor,
    ];
    await scanner.get(path);
    for (const visitor of [first, second]) {
      await visitor.get(path);
      expect((await visitor.post(`${path}/visit`)).status).to.equal(303);
    }
    const refused = await third.post(`${path}/visit`);
    expect(refused.status).to.equal(410);
    expect(refused.text).to.include('used up');
    const late = await new Visitor(app).get(path);
    expect(late.status, 'told before anything is asked').to.equal(410);
    expect((await third.get(`${path}/play`)).status).to.equal(403);
    expect((await first.get(`${path}/play`)).status).to.equal(200);
  });

  it('for the workspace opens to its members alone', async () => {
    await change({ access: 'workspace' });
    expect((await new Visitor(app).get(path)).headers.location).to.match(/^\/sign-in\?next=/);
    const colleague = await signedIn(world, app);
    expect((await colleague.get(path)).text).to.include('switchboard');
    const reviewer = await signedIn(world, app, { role: 'reviewer' });
    expect((await reviewer.get(path)).status).to.equal(403);
  });

  it('ends when its author’s own clock says so', async () => {
    const berliner = await makeMember(world);
    await world.db('members').where({ id: berliner.id }).update({ time_zone: 'Europe/Berlin' });
    const made = await makeMessage(world, berliner);
    const me = new Visitor(app);
    await me.signIn(berliner);
    const body = { name: 'Until Christmas', access: 'anyone', expiresAt: '2126-12-24T18:00' };
    const html = { 'HX-Request': 'true' };
    const saved = await me.send('patch', `/links/${made.link.id}`, body, html);
    expect(saved.text).to.include('until 24 December 2126 at 18:00').and.include('value="2126-12-24T18:00"');
    const [link] = await listLinks(world.db, { kind: 'message', id: made.message.id });
    expect(link?.expiresAt).to.equal('2126-12-24T17:00:00.000Z');
    const refused = await me.send('patch', `/links/${made.link.id}`, { ...body, expiresAt: 'soon' }, html);
    expect(refused.text).to.include('Choose a date and a time.').and.include('value="soon"');
  });

  it('lets a film be saved only where its owner allows it', async () => {
    const stranger = new Visitor(app);
    await stranger.get(path);
    expect((await stranger.get(`${path}/download`)).status).to.equal(403);
    await change({ allowsDownload: true });
    expect((await stranger.get(`${path}/download`)).headers['content-disposition']).to.include('attachment');
  });

  it('is changed by the author of what it opens and by admins, and by no other member', async () => {
    const [colleague, admin] = [await signedIn(world, app), await signedIn(world, app, { role: 'admin' })];
    const body = { name: 'For Vera', access: 'anyone' };
    expect((await colleague.send('patch', `/links/${link.id}`, body)).status).to.equal(404);
    const changed = await admin.send('patch', `/links/${link.id}`, body, { 'HX-Request': 'true' });
    expect(changed.text).to.include('For Vera');
  });

  it('is made, changed and switched off without script too, which leads back to the page of what it opens', async () => {
    const made = await makeMessage(world, author);
    const me = new Visitor(app);
    await me.signIn(author);
    const page = `/messages/${made.message.id}#share`;
    const body = { _method: 'PATCH', name: 'For Vera', access: 'anyone' };
    expect((await me.post(`/links/of/message/${made.message.id}`)).headers.location).to.equal(page);
    expect((await me.post(`/links/${made.link.id}`, body)).headers.location).to.equal(page);
    expect((await me.post(`/links/${made.link.id}/switch`, { _method: 'DELETE' })).headers.location).to.equal(page);
    const refused = await me.post(`/links/${made.link.id}`, { ...body, name: '' });
    expect(refused.status).to.equal(422);
    expect(refused.text).to.include('Give the link a name.').and.include('<html');
  });

  it('that an admin has switched off is not switched on again by who may not share with people outside', async () => {
    const me = new Visitor(app);
    await me.signIn(author);
    await changeSetting(world, author.id, 'sharedBy', 'admins');
    await switchLink(world, author, link.id, false);
    const tried = await me.send('put', `/links/${link.id}/switch`);
    await changeSetting(world, author.id, 'sharedBy', 'members');
    expect(tried.status).to.equal(403);
    expect((await new Visitor(app).get(path)).status).to.equal(410);
    expect((await me.send('put', `/links/${link.id}/switch`)).status).to.equal(303);
  });

  it('is for the workspace alone where only admins share with people outside', async () => {
    await changeSetting(world, author.id, 'sharedBy', 'admins');
    const { link: first } = await makeMessage(world, author);
    expect(first.access).to.equal('workspace');
    const refused = await changeLink(world, author, first.id, { access: 'anyone' }).catch(
      (error: Error) => error.message,
    );
    expect(refused).to.include('only admins share');
    await changeSetting(world, author.id, 'sharedBy', 'members');
  });
});
