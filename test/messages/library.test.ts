import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import type { Express } from 'express';
import { createApp } from '../../src/app.ts';
import { listAuditEvents } from '../../src/accounts/audit.ts';
import type { Member } from '../../src/accounts/member.ts';
import { findProfile } from '../../src/accounts/profile.ts';
import { newIncomingId } from '../../src/media/incoming.ts';
import { emptyBin, replayMessageErasures } from '../../src/messages/erasure.ts';
import { sendTo } from '../../src/messages/recipient.ts';
import { startMessage } from '../../src/messages/recording.ts';
import { tellPeople } from '../../src/notifications/tell.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import { jobs } from '../../src/jobs.ts';
import { replayErasures } from '../../src/admin/erasures.ts';
import { listErasures } from '../../src/responses/erasure.ts';
import * as films from '../media/films.ts';
import { filesWith } from '../support/marker.ts';
import { makeMessage } from '../support/message.ts';
import { MailBox } from '../support/smtp.ts';
import { makeMember, Visitor } from '../support/visitor.ts';
import { makeWorld, type World } from '../support/world.ts';

const titlesIn = (text: string) => [...text.matchAll(/<h2[^>]*>(?:<a [^>]+>)?([^<]+)/g)].map(([, title]) => title);

describe('the library of messages', () => {
  let world: World;
  let app: Express;
  let author: Member;
  let me: Visitor;
  let other: Member;
  let they: Visitor;

  beforeEach(async () => {
    world = await makeWorld();
    await world.db.raw('PRAGMA synchronous=OFF');
    app = createApp(world);
    [author, other] = [await makeMember(world), await makeMember(world, { name: 'Dev Patel' })];
    [me, they] = [new Visitor(app), new Visitor(app)];
    await me.signIn(author);
    await they.signIn(other);
  });

  const make = async (title: string, given = {}, by = author) =>
    (await makeMessage(world, by, { title, ...given })).message;
  const titles = async (query = '', visitor = me) => titlesIn((await visitor.get(`/messages${query}`)).text);

  it('shows mine, what was sent to me, and what is open to the workspace, each newest first', async () => {
    await make('First');
    await make('Second');
    const secret = await make('For Dev', { isPrivate: true });
    await make('Nobody’s business', { isPrivate: true });
    await sendTo(world, secret, [other.id]);
    expect(await titles()).to.deep.equal(['Nobody’s business', 'For Dev', 'Second', 'First']);
    expect(await titles('?show=shared', they)).to.deep.equal(['For Dev']);
    expect(await titles('?show=workspace', they)).to.deep.equal(['Second', 'First']);
    expect(await titles('', they)).to.deep.equal(['No messages yet']);
  });

  it('finds words in titles and in what was said, leads to their moment, and tells nothing of what one may not see', async () => {
    const segments = [
      { start: 0, end: 4, text: 'Good morning, this is Ruth.' },
      { start: 83.4, end: 90, text: 'The new switchboard arrives on Tuesday.' },
    ];
    const open = await make('Plan', { segments });
    await make('Switchboard costs', { segments: [{ start: 0, end: 1, text: 'Numbers.' }] });
    await make('Secret', { segments, isPrivate: true });
    const found = async (words: string, visitor = they) => {
      const { headers } = await visitor.get(`/messages?q=${encodeURIComponent(words)}`);
      expect(headers.location).to.match(/^\/search\?kind=message&q=/);
      return (await visitor.get(headers.location!)).text;
    };
    expect(await found('switchboards'))
      .to.include(`/messages/${open.id}?t=83`)
      .and.match(/<mark>switchboard<\/mark>/)
      .and.include('<mark>Switchboard</mark> costs')
      .and.not.include('Secret');
    expect(await found('switchboard', me), 'one’s own').to.include('Secret');
    expect((await they.get(`/messages/${open.id}?t=83`)).text).to.include('#t=83');
    expect(await found('zebra')).to.include('Nothing that you may see');
  });

  it('moves several into a folder at once, shows it alone, and renames it', async () => {
    const ids = [(await make('One')).id, (await make('Two')).id];
    await make('Three');
    const moved = await me.send('put', '/messages/folder', { id: ids, folder: 'Sales & more' });
    expect(await titles(moved.headers.location!.replace('/messages', ''))).to.deep.equal(['Two', 'One']);
    await me.send('put', '/messages/folders', { from: 'Sales & more', to: 'Customers' });
    expect(await titles('?folder=Customers')).to.deep.equal(['Two', 'One']);
    expect((await me.get('/messages')).text).to.match(/Customers <span class="num">2/);
  });

  it('moves several to the bin at once and takes them back', async () => {
    const ids = [(await make('One')).id, (await make('Two')).id];
    await sendTo(world, await make('Sent'), [other.id]);
    const moved = await me.send('put', '/messages/bin', { id: ids });
    const page = await me.get(moved.headers.location!);
    expect(page.text).to.include('2 messages in the bin').and.include('Undo');
    expect(titlesIn(page.text)).to.deep.equal(['Sent']);
    expect(await titles('?show=bin')).to.deep.equal(['Two', 'One']);
    expect(await titles('?show=bin', they)).to.deep.equal(['The bin is empty']);
    await me.send('delete', '/messages/bin', { id: ids });
    expect(await titles()).to.deep.equal(['Sent', 'Two', 'One']);
  });

  it('changes none where one is not theirs, and says so where none was chosen', async () => {
    const mine = await make('Mine');
    const theirs = await make('Theirs', {}, other);
    for (const [method, path] of [
      ['put', '/messages/bin'],
      ['delete', '/messages/bin'],
      ['put', '/messages/folder'],
      ['post', '/messages/erasures'],
    ] as const) {
      expect((await me.send(method, path, { id: [mine.id, theirs.id], folder: 'x' })).status, path).to.equal(404);
      const none = await me.send(method, path, { folder: 'x' });
      expect(none.status, path).to.equal(422);
      expect(none.text).to.include('Choose at least one');
    }
    const sure = await me.post('/messages/erasures', { id: mine.id, sure: 'yes' });
    expect(sure.text).to.include('Move it to the bin first');
    expect(await world.db('messages').where({ deleted_at: null, folder: '' })).to.have.length(2);
  });

  it('is out of sight of those whom it was sent to while it is in the bin', async () => {
    const message = await make('Sent');
    await sendTo(world, message, [other.id]);
    await me.send('delete', `/messages/${message.id}`);
    expect((await they.get('/inbox')).text)
      .to.not.include('Sent')
      .and.not.include('not seen yet');
    expect((await they.get('/notifications')).text).not.to.include('Sent');
    await me.send('delete', '/messages/bin', { id: message.id });
    expect((await they.get('/inbox')).text).to.include('Sent');
  });

  it('asks before it deletes for good', async () => {
    const message = await make('Old plan');
    await me.send('delete', `/messages/${message.id}`);
    const asked = await me.post('/messages/erasures', { id: message.id });
    expect(asked.text).to.include('Delete for good?').and.include('Old plan');
    expect(await world.db('messages')).to.have.length(1);
    await me.post('/messages/erasures', { id: message.id, sure: 'yes' });
    expect(await world.db('messages')).to.have.length(0);
    const [event] = await listAuditEvents(world.db, { action: 'message.erased' }, 5);
    expect(event).to.deep.include({ actorId: author.id, subjectId: message.id, details: { because: 'member' } });
  });

  it('empties the bin after 30 days and not before', async () => {
    const message = await make('Old');
    await make('Kept');
    await me.send('delete', `/messages/${message.id}`);
    world.clock.forward(29 * 86_400);
    await emptyBin(world);
    expect(await world.db('messages').pluck('title')).to.include('Old');
    world.clock.forward(86_500);
    await emptyBin(world);
    expect(await world.db('messages').pluck('title')).to.deep.equal(['Kept']);
  });

  it('keeps what arrived of a recording that was interrupted, or discards it', async () => {
    const recording = { kind: 'camera', mime: 'video/webm;codecs=h264,opus' } as const;
    const begin = async () => startMessage(world, (await findProfile(world.db, author.id))!, recording, '');
    const { messageId, clipId } = await begin();
    expect((await me.get('/messages')).text).to.include('Keep what arrived');
    const early = await me.send('put', `/messages/${messageId}/arrived`);
    expect(early.text).to.include('Nothing of it has arrived yet');
    fs.mkdirSync(world.storage.uploads, { recursive: true });
    const incoming = path.join(world.storage.uploads, newIncomingId(clipId));
    const film = fs.readFileSync(films.recordedTake());
    fs.writeFileSync(incoming, film.subarray(0, Math.floor(film.length * 0.6)));
    fs.writeFileSync(`${incoming}.json`, JSON.stringify({}));
    expect((await me.send('put', `/messages/${messageId}/arrived`)).status).to.equal(303);
    await drainJobs(
      world,
      jobs.filter(({ name }) => name === 'media.transcode'),
    );
    expect((await world.db('clips').where({ id: clipId }).first()).state).to.equal('ready');
    expect((await they.get(`/messages/${messageId}`)).status).to.equal(200);
    const discarded = await begin();
    expect((await me.send('delete', `/messages/${discarded.messageId}/arrived`)).status).to.equal(303);
    expect(await world.db('share_links').where({ subject_id: discarded.messageId })).to.be.empty;
    expect((await me.send('delete', `/messages/${messageId}/arrived`)).status, 'finished').to.equal(422);
  });

  it('pages through many', async () => {
    const message = await make('The first one');
    const row = await world.db('messages').where({ id: message.id }).first();
    const rows = Array.from({ length: 60 }, (_, i) => {
      const id = `01aaaaaaaaaaaaaaaaaaaaaa${String(i).padStart(2, '0')}`;
      return { ...row, id, clip_id: id, title: `Copy ${i}` };
    });
    await world.db.batchInsert('messages', rows, 20);
    const seen: (string | undefined)[] = [];
    for (let next = '/messages'; next;) {
      const { text } = await me.get(next);
      seen.push(...titlesIn(text));
      next = /href="(\/messages\?before=[^"]+)"/.exec(text)?.[1] ?? '';
    }
    expect(seen).to.have.length(61);
    expect(new Set(seen)).to.have.property('size', 61);
  });
});

describe('erasing a message', () => {
  const marker = 'qzvxmarkerqzvx';

  it('leaves nothing of it in the storage folder, and is done again to what a backup brings back', async () => {
    const box = await MailBox.open();
    const world = await makeWorld({ ...box.environment, BASE_URL: 'http://video.marlow.example' });
    const [author, dev] = [await makeMember(world), await makeMember(world)];
    const segments = [{ start: 0, end: 2, text: `This is ${marker}.` }];
    const film = films.recordedTake();
    const given = { film, segments, title: marker, description: marker, folder: marker, actionLabel: marker };
    const { message, path } = await makeMessage(world, author, given);
    fs.appendFileSync(world.storage.clip(message.clipId, 'original'), marker);
    await sendTo(world, message, [dev.id]);
    await drainJobs(world, jobs);
    await tellPeople(world);
    const app = createApp(world);
    const [guest, colleague] = [new Visitor(app), new Visitor(app)];
    await guest.get(path);
    await colleague.signIn(dev);
    expect((await colleague.post(`/messages/${message.id}/comments`, { text: marker })).status).to.be.lessThan(400);
    await drainJobs(world, jobs);
    const copy = world.storage.temporary('.sqlite');
    await world.db.raw('VACUUM INTO ?', [copy]);
    expect(filesWith(marker, world.storage.root).join(' '))
      .to.match(/original/)
      .and.match(/reelay\.sqlite/);
    fs.rmSync(copy);
    const row = await world.db('messages').where({ id: message.id }).first();

    await world.db('messages').where({ id: message.id }).update({ deleted_at: '2026-01-01T00:00:00.000Z' });
    await emptyBin(world);
    expect(filesWith(marker, world.storage.root)).to.deep.equal([]);
    for (const table of [
      'messages',
      'message_recipients',
      'clips',
      'transcripts',
      'share_links',
      'visits',
      'comments',
      'notices',
    ])
      expect(await world.db(table), table).to.be.empty;
    expect((await listErasures(world.db, '', 9)).map(({ id, kind }) => [id, kind])).to.deep.equal([
      [message.id, 'message'],
    ]);

    await world.db('messages').insert(row);
    await replayMessageErasures(world);
    expect(await world.db('messages')).to.be.empty;
    await world.db('messages').insert(row);
    await replayErasures.run(world, [{ id: message.id, kind: 'message', erased_at: '' }]);
    expect(await world.db('messages')).to.be.empty;
  });
});
