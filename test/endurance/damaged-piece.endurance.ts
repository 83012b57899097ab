import fs from 'node:fs';
import { expect } from 'chai';
import type { TakeStarted } from '../../src/browser/wire.ts';
import { piecesOf } from '../media/sender.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { Respondent } from '../support/respondent.ts';
import { TusUpload } from '../support/tus.ts';
import { atWork } from './at-work.ts';
import { largeTake } from './large-take.ts';
import { mebibyte } from './noise.ts';
import { Proxy } from './proxy.ts';
import { promise } from './report/promise.ts';

const pieceBytes = mebibyte / 4;

promise(
  'A damaged piece is noticed',
  'a respondent’s take of which one byte was flipped on its way is sent anew',
  2,
  async (line) => {
    const { world, form, question, server } = await atWork();
    const respondent = await Respondent.started(server.origin, form);
    const take = new Uint8Array(fs.readFileSync(largeTake()));
    const started = (await respondent.startTake(question.id)).body as TakeStarted;
    const pieces = piecesOf(Buffer.from(take), pieceBytes);
    const confirm = () => respondent.postJson(`/takes/${started.takeId}/confirmation`, { seconds: 4, pieces });

    const flipped = await sendDamaged(server.origin, started.ticket, take);
    const damaged = await confirm();
    line.did(
      `${flipped} byte of ${(take.length / mebibyte).toFixed(1)} MiB flipped by a proxy; ${pieces.length} hashes compared.`,
    );
    line.found(`${damaged.status}: “${(damaged.body as { error: string }).error}”`);
    expect(flipped).to.equal(1);
    expect(damaged.status).to.equal(409);

    await sendAll(await TusUpload.begin(server.origin, started.ticket), take);
    const isEqual = sha256OfFile(world.storage.clip(started.clipId, 'original')) === sha256(take);
    const again = (await confirm()).status;
    line.found(`sent anew: ${again}, SHA-256 ${isEqual ? 'equal' : 'DIFFERS'}`);
    expect([again, isEqual]).to.deep.equal([200, true]);
  },
);

/** Flips one bit, in the middle of the body of a piece. Gives how many were flipped. */
async function sendDamaged(origin: string, ticket: string, take: Uint8Array<ArrayBuffer>): Promise<number> {
  const proxy = await Proxy.start(origin);
  let seen = 0;
  let flipped = 0;
  proxy.meddle = (chunk) => {
    seen += chunk.length;
    if (flipped > 0 || seen < take.length / 2 || chunk.length < 10_000) return chunk;
    chunk[5000]! ^= 1;
    flipped += 1;
    return chunk;
  };
  const upload = await TusUpload.begin(origin, ticket);
  await sendAll(upload.through(proxy.origin), take);
  return flipped;
}

async function sendAll(upload: TusUpload, take: Uint8Array<ArrayBuffer>): Promise<void> {
  for (let at = 0; at < take.length; at += pieceBytes) {
    const end = Math.min(take.length, at + pieceBytes);
    await upload.send(take.subarray(at, end), end === take.length ? take.length : undefined);
  }
}
