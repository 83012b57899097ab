import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import { describe, it } from 'mocha';
import request from 'supertest';
import { createClip, deleteClip, findClip, getClip, type Clip } from '../../src/media/clip.ts';
import { completeUpload, reconcileUploads } from '../../src/media/completion.ts';
import { confirmTake } from '../../src/media/confirmation.ts';
import { findIncoming, listIncoming } from '../../src/media/incoming.ts';
import { sweepAbandoned } from '../../src/media/sweep.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { transcode } from '../../src/media/transcode.ts';
import { uploadRoutes } from '../../src/media/upload.ts';
import { findJob } from '../../src/platform/jobs/queue.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import '../../src/jobs.ts';
import { makeWorld, type World } from '../support/world.ts';
import { recordedTake } from './films.ts';

const hello = Buffer.from('hello, this is a take');

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
    await sender.askOffset(url).expect(200).expect('Upload-Offset', '21').expect('Upload-Length', '21');
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

  it('is done when the sender asks how far it is', async () => {
    const { world, clip, sender, uploadId } = await finishedButNotRecorded();
    await sender.askOffset(`/uploads/${uploadId}`).expect(200).expect('Upload-Offset', '21');
    expect((await getClip(world.db, clip.id)).state).to.equal('uploaded');
  });
});

describe('confirming a take', () => {
  it('compares every piece, and says so once', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.sendAll(hello);
    const confirmed = await confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(hello, 8) });
    expect(confirmed.declaredSeconds).to.equal(4);
    expect(confirmed.confirmedAt).to.be.a('string');
    await confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(hello, 8) });
  });

  it('has the take sent again when a byte was changed on its way', async () => {
    const { world, clip, sender } = await takeToSend();
    const damaged = Buffer.from(hello);
    damaged[9]! ^= 1;
    await sender.sendAll(damaged);
    const finished = { seconds: 4, pieces: piecesOf(hello, 8) };
    expect(await refusal(confirmTake(world, clip.id, finished))).to.match(/^The recording was damaged/);
    expect(await getClip(world.db, clip.id)).to.include({ state: 'uploading', uploadId: null, confirmedAt: null });
    await sender.sendAll(hello);
    expect((await confirmTake(world, clip.id, finished)).confirmedAt).to.be.a('string');
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'))).to.deep.equal(hello);
  });

  it('refuses a list that leaves something out', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.sendAll(hello);
    const pieces = piecesOf(hello, 8).slice(1);
    expect(await refusal(confirmTake(world, clip.id, { seconds: 4, pieces }))).to.match(/^The recording was damaged/);
  });

  it('waits until everything is here', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.send(await sender.begin(), 0, hello);
    const finished = { seconds: 4, pieces: piecesOf(hello, 8) };
    expect(await refusal(confirmTake(world, clip.id, finished))).to.equal('The recording is not all here yet.');
  });

  it('drops renditions of what was taken back', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.sendAll(fs.readFileSync(recordedTake()));
    await drainJobs(world, [transcode]);
    expect((await getClip(world.db, clip.id)).state).to.equal('ready');
    await refusal(confirmTake(world, clip.id, { seconds: 3, pieces: piecesOf(hello, 8) }));
    expect(fs.existsSync(world.storage.clip(clip.id))).to.equal(false);
  });
});

describe('sweeping', () => {
  it('keeps what is being sent and what is finished, whatever its age', async () => {
    const { world, sender } = await takeToSend();
    await sender.send(await sender.begin(), 0, hello.subarray(0, 5)).expect(204);
    const finished = await finishedButNotRecorded(world);
    world.clock.forward(29 * 86_400);
    await sweepAbandoned(world);
    expect(await listIncoming(world.storage)).to.have.length(2);
    world.clock.forward(2 * 86_400);
    await sweepAbandoned(world);
    expect((await listIncoming(world.storage)).map(({ id }) => id)).to.deep.equal([finished.uploadId]);
  });

  it('deletes uploads whose clip has gone', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.begin();
    await deleteClip(world, clip.id);
    world.clock.forward(3601);
    await sweepAbandoned(world);
    expect(fs.readdirSync(world.storage.uploads)).to.deep.equal([]);
    expect(await findClip(world.db, clip.id)).to.equal(undefined);
  });
});

async function takeToSend({ world, maxBytes = 50_000_000 }: { world?: World; maxBytes?: number } = {}) {
  world ??= await makeWorld();
  const clip = await anotherTake(world, maxBytes);
  return { world, clip, sender: new Sender(world, clip) };
}

function anotherTake({ db, clock }: World, maxBytes = 1000): Promise<Clip> {
  return createClip(db, clock, { ownerKind: 'take', ownerId: 'a-take', kind: 'video', maxBytes });
}

/** All bytes are here, and the process died before it could make a clip of them. */
async function finishedButNotRecorded(world?: World) {
  const taken = await takeToSend({ world });
  const url = await taken.sender.begin();
  await taken.sender.send(url, 0, hello.subarray(0, 5)).expect(204);
  const uploadId = url.slice('/uploads/'.length);
  const { file } = (await findIncoming(taken.world.storage, uploadId))!;
  fs.appendFileSync(file, hello.subarray(5));
  const known = JSON.parse(fs.readFileSync(`${file}.json`, 'utf8')) as object;
  fs.writeFileSync(`${file}.json`, JSON.stringify({ ...known, size: hello.length }));
  return { ...taken, uploadId };
}

/** What the recorder's tus client does. */
class Sender {
  readonly agent;
  readonly #ticket: string;

  constructor(world: World, clip: Clip) {
    this.agent = request(express().use(uploadRoutes(world)));
    this.#ticket = issueTicket(world, clip);
  }

  with(sent: request.Test): request.Test {
    return sent.set({ 'Tus-Resumable': '1.0.0', 'Upload-Ticket': this.#ticket });
  }

  async begin(status = 201): Promise<string> {
    const answer = await this.with(this.agent.post('/uploads').set('Upload-Defer-Length', '1')).expect(status);
    return answer.get('Location') ?? '';
  }

  askOffset(url: string): request.Test {
    return this.with(this.agent.head(url));
  }

  send(url: string, offset: number, bytes: Buffer, length?: number): request.Test {
    const sent = this.with(this.agent.patch(url)).set('Upload-Offset', String(offset));
    if (length !== undefined) sent.set('Upload-Length', String(length));
    return sent.set('Content-Type', 'application/offset+octet-stream').send(bytes);
  }

  async sendAll(bytes: Buffer): Promise<void> {
    await this.send(await this.begin(), 0, bytes, bytes.length).expect(204);
  }
}

function piecesOf(bytes: Buffer, size: number) {
  const count = Math.ceil(bytes.length / size);
  const pieces = Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
  return pieces.map((piece) => ({ bytes: piece.length, sha256: createHash('sha256').update(piece).digest('hex') }));
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'was not refused',
    (error: Error) => error.message,
  );
}
