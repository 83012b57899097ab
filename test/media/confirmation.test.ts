import fs from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { hashOfArrival } from '../../src/media/arrival.ts';
import { getClip } from '../../src/media/clip.ts';
import { confirmTake } from '../../src/media/confirmation.ts';
import { transcode } from '../../src/media/transcode.ts';
import { drainJobs } from '../../src/platform/jobs/worker.ts';
import '../../src/jobs.ts';
import { recordedTake } from './films.ts';
import { hello, piecesOf, refusal, takeToSend } from './sender.ts';

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

  it('has hashed already what came piece by piece, and nothing of a request that brought several', async () => {
    const { world, clip, sender } = await takeToSend();
    const [first, second, ...rest] = piecesOf(hello, 4);
    const url = await sender.begin();
    await sender.send(url, 0, hello.subarray(0, 4)).expect(204);
    await sender.send(url, 4, hello.subarray(4, 8)).expect(204);
    await sender.send(url, 8, hello.subarray(8), hello.length).expect(204);
    const uploadId = url.slice('/uploads/'.length);
    expect(hashOfArrival(uploadId, 0, 4)).to.equal(first!.sha256);
    expect(hashOfArrival(uploadId, 4, 4)).to.equal(second!.sha256);
    expect(hashOfArrival(uploadId, 8, rest[0]!.bytes)).to.equal(undefined);
    await confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(hello, 4) });
    expect(hashOfArrival(uploadId, 0, 4)).to.equal(undefined);
  });

  it('notices a byte that was changed in a piece that came by itself', async () => {
    const { world, clip, sender } = await takeToSend();
    const damaged = Buffer.from(hello);
    damaged[5]! ^= 1;
    const url = await sender.begin();
    await sender.send(url, 0, damaged.subarray(0, 8)).expect(204);
    await sender.send(url, 8, damaged.subarray(8), damaged.length).expect(204);
    const finished = { seconds: 4, pieces: piecesOf(hello, 8) };
    expect(await refusal(confirmTake(world, clip.id, finished))).to.match(/^The recording was damaged/);
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

  it('keeps a take that somebody else confirmed while a wrong list was compared', async () => {
    for (let round = 0; round < 6; round++) {
      const { world, clip, sender } = await takeToSend();
      await sender.sendAll(hello);
      const right = { seconds: 4, pieces: piecesOf(hello, 8) };
      const wrong = { seconds: 4, pieces: piecesOf(Buffer.from(hello).fill('x', 9), 8) };
      await Promise.allSettled([wrong, right, wrong].map((list) => confirmTake(world, clip.id, list)));
      const { state, confirmedAt } = await getClip(world.db, clip.id);
      const isThere = fs.existsSync(world.storage.clip(clip.id, 'original'));
      expect({ state, isThere }).to.deep.equal({
        state: confirmedAt ? 'uploaded' : 'uploading',
        isThere: !!confirmedAt,
      });
    }
  });

  it('lets nothing replace a confirmed take', async () => {
    const { world, clip, sender } = await takeToSend();
    await sender.sendAll(hello);
    await confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(hello, 8) });
    await confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(Buffer.from('another'), 8) });
    await sender.begin(409);
    expect(fs.readFileSync(world.storage.clip(clip.id, 'original'))).to.deep.equal(hello);
  });

  for (const [what, bytes] of [
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('a letter, and no take')],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ] as const) {
    it(`says at once that ${what} is no recording, and keeps it for who runs the server`, async () => {
      const { world, clip, sender } = await takeToSend();
      await sender.sendAll(bytes);
      expect(await refusal(confirmTake(world, clip.id, { seconds: 4, pieces: piecesOf(bytes, 8) }))).to.equal(
        'We could not read this recording. Record it again, or choose another way to answer.',
      );
      const { state, error, confirmedAt } = await getClip(world.db, clip.id);
      expect({ state, error, confirmedAt }).to.deep.equal({
        state: 'failed',
        error: 'We could not read this recording.',
        confirmedAt: null,
      });
      expect(fs.existsSync(world.storage.clip(clip.id, 'original'))).to.equal(true);
    });
  }
});
