import fs from 'node:fs';
import http from 'node:http';
import { expect } from 'chai';
import type { Clip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { anotherTake } from '../media/sender.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { Respondent } from '../support/respondent.ts';
import { TusUpload } from '../support/tus.ts';
import { until } from '../support/until.ts';
import { atWork, type AtWork } from './at-work.ts';
import { mebibyte, noise } from './noise.ts';
import { promise, type Line } from './report/promise.ts';
import { SmallDisk } from './small-disk.ts';

const promised = 'A full disk stops politely';
const reserve = 32 * mebibyte;

promise(promised, 'a respondent’s take waits until there is room again', 2, async (line) => {
  const disk = new SmallDisk(160);
  const { working, clip, upload } = await uploading(disk);
  const take = noise(48 * mebibyte);
  disk.fill(reserve + 20 * mebibyte);
  const refusal = await sendUntilRefused(upload, take);
  line.did(`A take of ${take.length / mebibyte} MiB onto a disk with room for 20.`);
  line.found(`${refusal.status}: “${refusal.words}”`);
  expect(refusal.status).to.equal(507);
  expect(refusal.words).to.match(/^The server has no room left\. What arrived is kept/);
  await expectPrefix(line, working, upload, take);
  await expectAnswered(line, working);
  await expectResumed(line, disk, { working, clip, upload, take });
});

promise(promised, 'a disk that others fill while a piece is on its way', 2, async (line) => {
  const disk = new SmallDisk(160);
  const { working, clip, upload } = await uploading(disk);
  const take = noise(48 * mebibyte);
  const status = await sendWhileFilling(disk, working, upload, take);
  line.did('The last byte of the disk taken by something else while a piece arrives.');
  line.found(`${status}`);
  expect(status).to.equal(507);
  expect(working.server.isAlive).to.equal(true);
  await expectPrefix(line, working, upload, take);
  await expectResumed(line, disk, { working, clip, upload, take });
});

promise(promised, 'a crowd does not take the room that is kept for the database', 2, async (line) => {
  const disk = new SmallDisk(160);
  const { working } = await uploading(disk);
  const piece = noise(2 * mebibyte);
  const uploads = await Promise.all(Array.from({ length: 40 }, () => beginAnother(working, piece.length)));
  disk.fill(reserve + 10 * mebibyte);
  const answers = await Promise.all(uploads.map(({ upload }) => patched(upload, piece)));
  line.did(`${uploads.length} people send ${piece.length / mebibyte} MiB at once, with room for 5 of them.`);
  const left = disk.free / mebibyte;
  line.found(`${answers.filter((status) => status === 507).length} told 507, ${left.toFixed(0)} MiB left`);
  expect(new Set(answers)).to.deep.equal(new Set([204, 507]));
  // The database and its log may take a little of it themselves.
  expect(left).to.be.above(28);
  await expectAnswered(line, working);
});

interface Sending {
  working: AtWork;
  clip: Clip;
  upload: TusUpload;
  take: Uint8Array<ArrayBuffer>;
}

async function uploading(disk: SmallDisk) {
  const working = await atWork({ storage: disk.storage });
  return { working, ...(await beginAnother(working, 64 * mebibyte)) };
}

async function beginAnother({ world, server }: AtWork, maxBytes: number) {
  const clip = await anotherTake(world, maxBytes);
  return { clip, upload: await TusUpload.begin(server.origin, issueTicket(world, clip)) };
}

/** A refusal may come before the whole piece was read, which some clients take for a broken connection. */
async function patched(upload: TusUpload, piece: Uint8Array<ArrayBuffer>): Promise<number> {
  const send = async () => upload.patch(await upload.offset(), piece);
  return (await send().catch(send)).status;
}

async function sendUntilRefused(upload: TusUpload, take: Uint8Array<ArrayBuffer>) {
  for (let at = 0; at < take.length; at += mebibyte) {
    const answer = await upload.patch(at, take.subarray(at, at + mebibyte));
    if (answer.status !== 204) return { status: answer.status, words: await answer.text() };
  }
  return { status: 204, words: 'everything was taken' };
}

/** Sends a quarter of the take, fills the disk and sends the rest, all in one request. Gives its status. */
async function sendWhileFilling(disk: SmallDisk, { world }: AtWork, upload: TusUpload, take: Uint8Array<ArrayBuffer>) {
  const headers = { ...upload.pieceHeaders(0), 'Content-Length': take.length };
  const request = http.request(upload.address, { method: 'PATCH', headers });
  const status = new Promise<number>((resolve, reject) => {
    request.on('response', (answer) => resolve(answer.resume().statusCode ?? 0)).on('error', reject);
  });
  request.write(take.subarray(0, take.length / 4));
  await until(() => fs.statSync(`${world.storage.uploads}/${upload.id}`).size >= take.length / 4, 20);
  disk.fill(4096);
  request.end(take.subarray(take.length / 4));
  return status;
}

async function expectPrefix(line: Line, { world }: AtWork, upload: TusUpload, take: Uint8Array): Promise<void> {
  const kept = fs.readFileSync(`${world.storage.uploads}/${upload.id}`);
  const isPrefix = kept.equals(take.subarray(0, kept.length));
  line.found(`${(kept.length / mebibyte).toFixed(1)} MiB kept, ${isPrefix ? 'a prefix' : 'NO PREFIX'} of the take`);
  expect(isPrefix).to.equal(true);
  expect(await upload.offset()).to.equal(kept.length);
}

/** That a respondent can still begin and answer shows that the database can be written. */
async function expectAnswered(line: Line, { world, form, server }: AtWork): Promise<void> {
  const respondent = await Respondent.started(server.origin, form);
  const answer = await respondent.post('/1', { text: 'It was a hard day.' });
  const rows = await world.db('answers').where({ text: 'It was a hard day.' });
  line.found(`meanwhile ${rows.length} written answer stored (${answer.status})`);
  expect([answer.status, rows.length]).to.deep.equal([303, 1]);
}

async function expectResumed(line: Line, disk: SmallDisk, { working, clip, upload, take }: Sending): Promise<void> {
  disk.makeRoom();
  const offset = await upload.offset();
  const { status } = await upload.patch(offset, take.subarray(offset), take.length);
  const isEqual = sha256OfFile(working.world.storage.clip(clip.id, 'original')) === sha256(take);
  line.found(`after room was made: ${status}, SHA-256 ${isEqual ? 'equal' : 'DIFFERS'}`);
  expect([status, isEqual]).to.deep.equal([204, true]);
}
