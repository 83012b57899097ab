import fs from 'node:fs';
import http from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { expect } from 'chai';
import { getClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { voiceTake } from '../media/films.ts';
import { anotherTake } from '../media/sender.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { TusUpload } from '../support/tus.ts';
import { atWork } from './at-work.ts';
import { promise } from './report/promise.ts';

/** Fewer for a quick look. */
const minutes = Number(process.env.ENDURANCE_DRIP_MINUTES ?? 10);

promise('A slow mobile upload completes', 'a respondent sends in one long drip', minutes + 2, async (line) => {
  const { world, server } = await atWork();
  const take = new Uint8Array(fs.readFileSync(voiceTake(30)));
  const clip = await anotherTake(world, take.length);
  const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
  const headers = { ...upload.pieceHeaders(0), 'Upload-Length': take.length, 'Content-Length': take.length };
  const started = performance.now();
  const status = await drip(http.request(upload.address, { method: 'PATCH', headers }), take);
  const passed = (performance.now() - started) / 60_000;
  line.did(`${take.length} bytes in one request, a few every second.`);
  const { state } = await getClip(world.db, clip.id);
  line.found(`${status} after ${passed.toFixed(1)} minutes, ${state}`);
  expect(status).to.equal(204);
  expect(passed).to.be.above(minutes * 0.9);
  expect(sha256OfFile(world.storage.clip(clip.id, 'original'))).to.equal(sha256(take));
});

/** Gives the status of the answer, which may come early, or how the connection broke. */
async function drip(request: http.ClientRequest, bytes: Uint8Array): Promise<number | string> {
  const answer = new Promise<number | string>((resolve) => {
    request.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    request.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  const each = Math.ceil(bytes.length / (minutes * 60));
  for (let at = 0; at < bytes.length; at += each) {
    request.write(bytes.subarray(at, at + each));
    const early = await Promise.race([answer, setTimeout(1000)]);
    if (early !== undefined) return early;
  }
  request.end();
  return answer;
}
