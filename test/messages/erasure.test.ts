import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Express } from 'express';
import type { Member } from '../../src/accounts/member.ts';
import type { MessageStarted, TakeStarted } from '../../src/browser/wire.ts';
import { jobs } from '../../src/jobs.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { burnIn } from '../../src/messages/burn-in.ts';
import { eraseMessage } from '../../src/messages/erasure.ts';
import { tellPeople } from '../../src/notifications/tell.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { changeLink, listLinks, makeLink, pathOf } from '../../src/sharing/link.ts';
import { flushViews } from '../../src/sharing/view.ts';
import * as films from '../media/films.ts';
import { guest } from '../support/guest.ts';
import { filesWith } from '../support/marker.ts';
import { makeMessage } from '../support/message.ts';
import { MailBox } from '../support/smtp.ts';
import { signedIn, Visitor } from '../support/visitor.ts';
import { makeWorkplace } from '../support/workplace.ts';
import { withoutSpeech, type World } from '../support/world.ts';
import { figure, words } from './annotations.ts';

const json = { 'Content-Type': 'application/json', Accept: 'application/json' };
const marker = 'qzvxmarkerqzvx';

describe('a message that is erased', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;

  before(async () => {
    const box = await MailBox.open();
    ({ world, app, author, me } = await makeWorkplace({
      ...withoutSpeech,
      ...box.environment,
      BASE_URL: 'http://video.marlow.example',
    }));
  });

  const nothingIsLeft = async (id: string) => {
    for (const table of ['comments', 'reactions', 'views', 'visits', 'access_requests', 'share_people', 'share_codes'])
      expect(await world.db(table), table).to.be.empty;
    for (const table of ['annotations', 'edits', 'segment_versions', 'clips', 'notices', 'search_documents'])
      expect(await world.db(table), table).to.be.empty;
    expect(await listLinks(world.db, { kind: 'message', id })).to.be.empty;
  };

  it('while somebody watches is neither written down as watched, nor told of', async () => {
    const { message, path: open } = await makeMessage(world, author);
    const colleague = await signedIn(world, app);
    const priya = await guest(app, open);
    const spans = { spans: [[0, 1]] };
    expect((await colleague.send('post', `/messages/${message.id}/beats`, spans, json)).status).to.equal(204);
    world.clock.forward(5);
    expect((await priya.send('post', '/beats', spans)).status).to.equal(204);
    await eraseMessage(world, message.id, { actorId: author.id, because: 'member' });
    await flushViews(world);
    await nothingIsLeft(message.id);
  });

  it('leaves nothing of what was drawn, said, asked or sent about it', async () => {
    const segments = [{ start: 0, end: 2, text: 'Hello there.' }];
    const { message, path: open } = await makeMessage(world, author, { film: films.phoneFilm(3), segments });
    const below = `/messages/${message.id}`;
    const subject = { kind: 'message', id: message.id };
    const subjectClip = (name: string) => path.join(world.storage.clip(message.clipId), name);
    await me.send('put', `${below}/annotations`, { annotations: [words({ text: marker })], revision: 0 }, json);
    await me.send('put', `${below}/sentences/0`, { text: marker });
    await me.send('put', `${below}/chapters`, { at: '0:00', title: marker });
    await me.send('put', `${below}/edit`, { cuts: [[2, 3]] }, json);
    await drainJobs(world, [makeEdit]);
    await me.post(`${below}/burned-in`);
    await drainJobs(world, [burnIn]);
    await me.post(`${below}/comments`, { text: marker });
    const priya = await guest(app, open);
    await priya.post('/comments', { text: marker, name: marker });
    await priya.send('post', '/reactions', { emoji: 'heart', at: null });
    const voice = { kind: 'voice', mime: 'audio/webm', name: marker };
    const { clipId } = (await priya.send('post', '/replies', voice)).body as TakeStarted;
    fs.mkdirSync(world.storage.clip(clipId), { recursive: true });
    fs.writeFileSync(path.join(world.storage.clip(clipId), 'original'), marker);
    fs.writeFileSync(subjectClip('own-poster.webp'), marker);
    await priya.send('post', '/beats', { spans: [[0, 1]] });
    await flushViews(world);
    const named = { access: 'named', people: [`${marker}@acme.example`] } as const;
    const link = await makeLink(world, author, subject, { name: marker, ...named });
    await changeLink(world, author, link.id, named);
    const stranger = new Visitor(app);
    await stranger.post(`${pathOf(world, link)}/codes`, { email: `${marker}@acme.example` });
    const asked = { name: marker, email: `${marker}@acme.example`, text: marker };
    await stranger.post(`${pathOf(world, link)}/requests`, asked);
    const { id: requestId }: { id: string } = await world.db('access_requests').first('id');
    await me.post(`/links/requests/${requestId}/admission`);
    await drainJobs(world, jobs);
    world.clock.forward(3 * 86_400);
    await tellPeople(world);
    await drainJobs(world, jobs);
    expect(await world.db('mails').select('kind')).to.have.length.greaterThan(1);
    await eraseMessage(world, message.id, { actorId: author.id, because: 'member' });
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    await nothingIsLeft(message.id);
  });

  it('while it was recorded leaves nothing of what was said about it either', async () => {
    const body = { kind: 'screen', mime: 'video/webm' };
    for (const discard of ['recording', 'arrived']) {
      const { messageId, link } = (await me.send('post', '/messages', body, json)).body as MessageStarted;
      const priya = await guest(app, new URL(link).pathname);
      await priya.post('/comments', { text: marker, name: marker });
      const reply = { kind: 'voice', mime: 'audio/webm' };
      const { clipId } = (await priya.send('post', '/replies', reply)).body as TakeStarted;
      fs.mkdirSync(world.storage.clip(clipId), { recursive: true });
      fs.writeFileSync(path.join(world.storage.clip(clipId), 'original'), marker);
      await drainJobs(world, jobs);
      expect((await me.send('delete', `/messages/${messageId}/${discard}`)).status).to.be.lessThan(400);
      await drainJobs(world, jobs);
      await nothingIsLeft(messageId);
      expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    }
  });

  it('in part, for good, leaves no film with annotations that shows what was cut', async () => {
    const { message } = await makeMessage(world, author, { film: films.phoneFilm(3) });
    const below = `/messages/${message.id}`;
    await me.send('put', `${below}/annotations`, { annotations: [figure('box')], revision: 0 }, json);
    await me.post(`${below}/burned-in`);
    await drainJobs(world, [burnIn]);
    expect(fs.readdirSync(world.storage.clip(message.clipId)).join()).to.include('burned-in');
    await me.send('put', `${below}/edit`, { cuts: [[2, 3]] }, json);
    await drainJobs(world, [makeEdit]);
    expect((await me.send('delete', `${below}/whole`, { sure: 'yes' })).status).to.equal(303);
    expect(fs.readdirSync(world.storage.clip(message.clipId))).to.deep.equal(['edit-1']);
  });
});
