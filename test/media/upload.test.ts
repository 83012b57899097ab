import fs from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { getClip } from '../../src/media/clip.ts';
import { completeUpload, reconcileUploads } from '../../src/media/completion.ts';
import { findIncoming, listIncoming } from '../../src/media/incoming.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { transcode } from '../../src/media/transcode.ts';
import { Storage } from '../../src/platform/files.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import '../../src/jobs.ts';
import { anotherTake, finishedButNotRecorded, hello, takeToSend } from './sender.ts';

describe('sending a take', () => {
  it('arrives piece by piece, its length told at the end, and is one clip', async () => {
    const { world, clip, sender } = await takeToSend();
    const url = await sender.begin();
    await sender.send(url, 0, hello.subarray(0, 5)).expect(204).expect('Upload-Offset', '5');
    await sender.askOffset(url).expect(200).expect('Upload-Offset', '5').expect('Upload-Defer-Length', '1');
    await sender.send(url, 5, hello.subarray(5), hello.length).expect(204);

    expect(await getClip(world.db, clip.id)).to.include({ state: 'uploaded', bytes: hello.length });
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'))).to.deep.equal(hello);
    expect(await findJob(world.db, transcode.name, clip.id)).to.include({ state: 'queued' });
    expect(await listIncoming(world.storage)).to.deep.equal([]);
  });

  it('refuses duplicate and reordered pieces, and what comes after the end', async () => {
    const { sender } = await takeToSend();
    const url = await sender.begin();
    await sender.send(url, 0, hello.subarray(0, 5)).expect(204);
    await sender.send(url, 0, hello.subarray(0, 5)).expect(409);
    await sender.send(url, 9, hello.subarray(9)).expect(409);
    await sender.send(url, 5, hello.subarray(5), hello.length).expect(204);
    await sender.send(url, 5, hello.subarray(5), hello.length).expect(409);
    await sender.begin(409);
  });

  it('does not mix two pieces that arrive at the same time', async () => {
    const { world, clip, sender } = await takeToSend();
    const url = await sender.begin();
    const [a, b] = ['a', 'b'].map((letter) => Buffer.alloc(300_000, letter));
    const answers = await Promise.all([sender.send(url, 0, a!, a!.length), sender.send(url, 0, b!, b!.length)]);
    expect(answers.map(({ status }) => status)).to.have.members([204, 409]);
    const stored = fs.readFileSync(world.storage.clip(clip.id, 'original'));
    expect([a!.equals(stored), b!.equals(stored)]).to.include(true);
  });

  it('refuses more than the ticket allows, declared or not', async () => {
    const { sender } = await takeToSend({ maxBytes: 10 });
    const url = await sender.begin();
    await sender.send(url, 0, hello).expect(413);
    await sender.send(url, 0, hello.subarray(0, 5), hello.length).expect(413);
    await sender.send(url, 0, hello.subarray(0, 10), 10).expect(204);
  });

  it('wants to know beforehand how long a piece is', async () => {
    const { sender } = await takeToSend();
    const url = await sender.begin();
    const endless = sender.with(sender.agent.patch(url)).set('Upload-Offset', '0');
    endless.set('Content-Type', 'application/offset+octet-stream').write(hello.toString());
    await endless.expect(411);
  });

  it('lets nobody read or delete through this address', async () => {
    const { sender } = await takeToSend();
    const url = await sender.begin();
    await sender.with(sender.agent.get(url)).expect(405);
    await sender.with(sender.agent.delete(url)).expect(405);
    await sender.with(sender.agent.post(url).set('X-HTTP-Method-Override', 'DELETE')).expect(405);
    await sender.askOffset(url).expect(200);
  });

  it('needs a ticket that is ours, valid and for this clip', async () => {
    const { world, clip, sender } = await takeToSend();
    const other = await anotherTake(world);
    const url = await sender.begin();
    const ask = (ticket: string) => sender.agent.head(url).set({ 'Tus-Resumable': '1.0.0', 'Upload-Ticket': ticket });
    await ask('').expect(403);
    await ask(issueTicket(world, clip).replace(/.$/, '')).expect(403);
    await ask(issueTicket(world, clip).replace(/\.\d+\./, '.99999999.')).expect(403);
    await ask(issueTicket(world, other)).expect(403);
    const old = issueTicket(world, clip);
    world.clock.forward(6 * 3600 + 1);
    await ask(old).expect(403);
    await ask(issueTicket(world, clip)).expect(200);
  });

  it('takes an upload by its whole id, and by nothing around it', async () => {
    const { world, clip, sender } = await takeToSend();
    const victim = await takeToSend({ world });
    const uploadId = (await victim.sender.begin()).slice('/uploads/'.length);
    const own = await sender.begin();
    for (const url of [`/uploads/${clip.id}-x/${uploadId}`, `${own}/${uploadId}`, `${own}?/${uploadId}`, `${own}/`]) {
      await sender.send(url, 0, hello).expect(403);
      await sender.askOffset(url).expect(403);
    }
    await victim.sender.askOffset(`/uploads/${uploadId}`).expect(200).expect('Upload-Offset', '0');
  });

  it('leaves one upload behind where two are begun at once', async () => {
    const { world, sender } = await takeToSend();
    await Promise.all(Array.from({ length: 6 }, () => sender.begin()));
    expect(await listIncoming(world.storage)).to.have.length(1);
  });

  it('refuses what it does not know of tus as the sender’s mistake', async () => {
    const { world, sender } = await takeToSend();
    const lines: unknown[] = [];
    world.log.error = (line: unknown) => void lines.push(line);
    await sender
      .with(sender.agent.post('/uploads').set({ 'Upload-Length': '3', 'Upload-Concat': 'partial' }))
      .expect(501);
    expect(lines).to.deep.equal([]);
  });

  it('starts over where the reply to the first request was lost', async () => {
    const { world, sender } = await takeToSend();
    await sender.begin();
    const url = await sender.begin();
    await sender.send(url, 0, hello, hello.length).expect(204);
    expect(await listIncoming(world.storage)).to.deep.equal([]);
  });

  it('tells a sender that lost the last reply that everything is here', async () => {
    const { sender } = await takeToSend();
    const url = await sender.begin();
    await sender.send(url, 0, hello, hello.length).expect(204);
    await sender
      .askOffset(url)
      .expect(200)
      .expect('Upload-Offset', String(hello.length))
      .expect('Upload-Length', String(hello.length));
  });
});

describe('completing an upload', () => {
  it('makes one clip of an upload that is completed several times at once', async () => {
    const { world, clip, uploadId } = await finishedButNotRecorded();
    const upload = (await findIncoming(world.storage, uploadId))!;
    await Promise.all([completeUpload(world, upload), completeUpload(world, upload), reconcileUploads(world)]);
    await reconcileUploads(world);
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'))).to.deep.equal(hello);
    expect(await world.db('jobs').where({ subject: clip.id })).to.have.length(1);
    expect(fs.readdirSync(world.storage.uploads)).to.deep.equal([]);
  });

  it('goes on after a process that died between linking and recording', async () => {
    const { world, clip, uploadId } = await finishedButNotRecorded();
    fs.mkdirSync(world.storage.clip(clip.id));
    fs.linkSync((await findIncoming(world.storage, uploadId))!.file, world.storage.clip(clip.id, 'original'));
    await reconcileUploads(world);
    expect(await getClip(world.db, clip.id)).to.include({ state: 'uploaded', uploadId });
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'))).to.deep.equal(hello);
  });

  it('leaves nothing of a clip that is erased meanwhile', async () => {
    const { world, clip, uploadId } = await finishedButNotRecorded();
    const upload = (await findIncoming(world.storage, uploadId))!;
    // Asked for when the folder has just been made.
    const temporary = () => {
      void world.db('clips').where({ id: clip.id }).delete().then();
      return `${world.storage.uploads}/beside`;
    };
    await completeUpload({ ...world, storage: Object.assign(new Storage(world.storage.root), { temporary }) }, upload);
    expect(fs.existsSync(world.storage.clip(clip.id))).to.equal(false);
  });

  it('is done when the sender asks how far it is', async () => {
    const { world, clip, sender, uploadId } = await finishedButNotRecorded();
    await sender.askOffset(`/uploads/${uploadId}`).expect(200).expect('Upload-Offset', String(hello.length));
    expect((await getClip(world.db, clip.id)).state).to.equal('uploaded');
  });
});
