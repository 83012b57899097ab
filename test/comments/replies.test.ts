import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import type { Member } from '../../src/accounts/member.ts';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { clipsOfComments, deleteCommentsOf } from '../../src/comments/comment.ts';
import { sweepUnfinished } from '../../src/comments/recording.ts';
import '../../src/jobs.ts';
import { findClip } from '../../src/media/clip.ts';
import { eraseClips } from '../../src/media/erase.ts';
import { listFurtherParts } from '../../src/media/parts.ts';
import { sweepOrphans } from '../../src/media/sweep.ts';
import { transcode } from '../../src/media/transcode.ts';
import type { Message } from '../../src/messages/message.ts';
import { updateMessage } from '../../src/messages/store.ts';
import { makeLink, pathOf } from '../../src/sharing/link.ts';
import { replaceTranscript } from '../../src/transcripts/store.ts';
import { guest, type Guest } from '../support/guest.ts';
import { sha256 } from '../support/hash.ts';
import { makeMessage } from '../support/message.ts';
import { speechFixtures } from '../support/speech.ts';
import { signedIn, type Visitor } from '../support/visitor.ts';
import { forgetTries, makeWorkplace } from '../support/workplace.ts';
import { type World } from '../support/world.ts';

const voice = { kind: 'voice', mime: 'audio/webm;codecs=opus' };
const recording = fs.readFileSync(path.join(speechFixtures, 'jfk.webm'));

describe('a reply in kind', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  let message: Message;
  let link: string;
  let priya: Guest;

  before(async () => {
    ({ world, app, author, me } = await makeWorkplace());
  });

  beforeEach(async () => {
    await forgetTries(world);
    const made = await makeMessage(world, author);
    ({ message } = made);
    link = made.path;
    priya = await guest(app, link);
  });

  const start = async (more: object = {}) => {
    const answer = await priya.send('post', '/replies', { ...voice, ...more });
    expect(answer.status, answer.text).to.equal(201);
    return answer.body as TakeStarted;
  };
  const upload = async ({ ticket }: TakeStarted) => {
    const tus = { 'Tus-Resumable': '1.0.0', 'Upload-Ticket': ticket };
    const created = await request(app)
      .post('/uploads')
      .set({ ...tus, 'Upload-Length': String(recording.length) });
    const at = new URL(created.get('Location') ?? '', 'http://here').pathname;
    const type = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' };
    await request(app)
      .patch(at)
      .set({ ...tus, ...type })
      .send(recording);
  };
  const confirmed = { part: 1, seconds: 11, pieces: [{ bytes: recording.length, sha256: sha256(recording) }] };
  const sent = async (more: object = {}) => {
    const started = await start(more);
    await upload(started);
    expect((await priya.send('post', `/replies/${started.takeId}/confirmation`, confirmed)).status).to.equal(200);
    expect(
      (await priya.send('put', `/replies/${started.takeId}/recording`, { parts: 1, seconds: 11 })).status,
    ).to.equal(200);
    return started;
  };

  it('is seen by nobody while it is recorded, by everybody once it is stopped, and plays before its MP4 exists', async () => {
    const started = await start({ at: 7, name: 'Priya Nair' });
    expect((await me.get(`/messages/${message.id}`)).text).to.not.include('Voice reply by Priya');
    expect((await priya.send('put', `/replies/${started.takeId}/recording`, { parts: 1 })).status).to.equal(200);
    expect((await me.get(`/messages/${message.id}`)).text)
      .to.include('Voice reply by Priya Nair')
      .and.include('on its way');
    await upload(started);
    expect((await priya.send('post', `/replies/${started.takeId}/confirmation`, confirmed)).status).to.equal(200);
    for (const played of [
      await me.get(`/messages/${message.id}/replies/${started.takeId}/play`),
      await priya.get(`/replies/${started.takeId}/play`),
    ]) {
      expect(played.status).to.equal(200);
      expect(played.type).to.match(/webm/);
    }
    expect((await me.get(`/clips/${started.clipId}/play`)).status).to.equal(200);
    expect((await priya.get(`/replies/${started.takeId}/original`)).status).to.equal(404);
    await transcode.now(world, { clipId: started.clipId });
    expect((await priya.get(`/replies/${started.takeId}/media`)).text).to.include('/peaks');
    const segments = [{ start: 0, end: 1, text: 'Ask not.' }];
    const { clipId } = started;
    await world.db('jobs').where({ subject: clipId }).delete();
    await replaceTranscript(world.db, { clipId, engine: 'a person', segments, createdAt: '2026-11-27T09:00:00.000Z' });
    expect((await priya.get(`/replies/${started.takeId}/transcript`)).text).to.include('Ask not.');
    expect((await priya.get(`/replies/${started.takeId}/captions`)).text).to.include('WEBVTT');
    expect((await priya.get()).text).to.include('Ask not.');
  });

  it('is its maker’s alone to send, stop and discard', async () => {
    const { takeId } = await start();
    const other = await guest(app, link);
    for (const [method, below] of [
      ['post', 'parts'],
      ['post', 'confirmation'],
      ['put', 'recording'],
    ] as const) {
      const refused = await other.send(method, `/replies/${takeId}/${below}`, confirmed);
      expect(refused.status, below).to.equal(404);
    }
    expect((await other.send('delete', `/replies/${takeId}`)).status).to.equal(404);
    expect((await other.get(`/replies/${takeId}/media`)).status).to.equal(404);
    expect((await priya.send('delete', `/replies/${takeId}`)).status).to.equal(200);
    expect((await priya.send('post', `/replies/${takeId}/parts`, { part: 1 })).status).to.equal(404);
  });

  it('is not discarded once it is there, and is gone for good once it is deleted', async () => {
    const { takeId, clipId } = await sent();
    expect((await priya.send('delete', `/replies/${takeId}`)).status).to.equal(422);
    expect((await priya.post(`/comments/${takeId}`, { _method: 'DELETE' })).status).to.equal(303);
    await eraseClips.now(world, { clipIds: [clipId] });
    expect(await findClip(world.db, clipId)).to.equal(undefined);
    expect(fs.existsSync(world.storage.clip(clipId))).to.equal(false);
    expect((await priya.get(`/replies/${takeId}/play`)).status).to.equal(404);
  });

  it('is what it was when it was stopped: nothing is recorded into it afterwards', async () => {
    const { takeId, clipId } = await sent();
    const late = await priya.send('post', `/replies/${takeId}/parts`, { part: 2 });
    expect(late.status).to.equal(409);
    expect((late.body as { error: string }).error).to.include('Record another');
    expect((await priya.send('put', `/replies/${takeId}/recording`, { parts: 3, seconds: 11 })).status).to.equal(200);
    expect(await listFurtherParts(world.db, clipId)).to.deep.equal([]);
    expect((await priya.send('post', `/replies/${takeId}/parts`, { part: 1 })).status).to.equal(200);
  });

  it('to a message that is deleted while it is recorded is refused in words', async () => {
    const { takeId } = await start();
    await updateMessage(world.db, message.id, { deletedAt: new Date().toISOString() });
    const refused = await priya.send('put', `/replies/${takeId}/recording`, { parts: 1 });
    expect(refused.status).to.equal(410);
    expect((refused.body as { error: string }).error).to.include('deleted');
    expect((await priya.send('post', '/replies', voice)).status).to.equal(410);
  });

  it('of no kind that there is, of no recording, or at no moment of it is refused', async () => {
    for (const wrong of [{ kind: 'dance' }, { mime: 'text/html' }, { at: 4000 }, { parentId: 'nowhere' }]) {
      const refused = await priya.send('post', '/replies', { ...voice, ...wrong });
      expect(refused.status, JSON.stringify(wrong)).to.equal(422);
    }
  });

  it('is one of at most 20 an hour', async () => {
    for (let i = 0; i < 20; i++) await start();
    expect((await priya.send('post', '/replies', voice)).status).to.equal(429);
  });

  it('is taken from a member too, as themselves', async () => {
    const json = { Accept: 'application/json' };
    const base = `/messages/${message.id}/replies`;
    const started = (await me.send('post', base, voice, json)).body as TakeStarted;
    await upload(started);
    await me.send('put', `${base}/${started.takeId}/recording`, { parts: '1' }, json);
    expect(started.maxBytes).to.equal(500_000_000);
  });

  it('to a private message is heard by nobody who may not see that', async () => {
    const { takeId, clipId } = await sent();
    await updateMessage(world.db, message.id, { isPrivate: true });
    const colleague = await signedIn(world, app);
    expect((await colleague.get(`/clips/${clipId}/play`)).status).to.equal(404);
    expect((await colleague.get(`/messages/${message.id}/replies/${takeId}/play`)).status).to.equal(404);
    expect((await colleague.get(`/messages/${message.id}/comments`)).status).to.equal(404);
    expect((await me.get(`/clips/${clipId}/play`)).status).to.equal(200);
  });

  it('is not heard through another link', async () => {
    const { takeId } = await sent();
    const made = await makeLink(world, author, { kind: 'message', id: message.id }, { name: 'For Acme' });
    const there = await guest(app, pathOf(world, made));
    expect((await there.get(`/replies/${takeId}/play`)).status).to.equal(404);
    expect((await there.get(`/replies/${takeId}/media`)).status).to.equal(404);
  });

  it('is kept as long as its message, and found to be erased with it', async () => {
    const { clipId } = await sent();
    const unfinished = await start();
    world.clock.forward(2 * 86_400);
    await sweepOrphans(world);
    expect(await findClip(world.db, clipId)).to.not.equal(undefined);
    const subject = { kind: 'message', id: message.id };
    expect(await clipsOfComments(world.db, subject)).to.have.members([clipId, unfinished.clipId]);
    world.clock.forward(29 * 86_400);
    await sweepUnfinished(world);
    expect(await clipsOfComments(world.db, subject)).to.deep.equal([clipId]);
    await deleteCommentsOf(world.db, subject);
    await sweepOrphans(world);
    expect(await findClip(world.db, clipId)).to.equal(undefined);
  });
});
