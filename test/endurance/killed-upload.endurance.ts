import { expect } from 'chai';
import { getClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { anotherTake } from '../media/sender.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { sendThroughKills } from '../support/through-kills.ts';
import { TusUpload } from '../support/tus.ts';
import { atWork } from './at-work.ts';
import { mebibyte, noise } from './noise.ts';
import { promise } from './report/promise.ts';

promise(
  'Bytes that were acknowledged survive',
  'a respondent’s take outlives a server that is killed twenty times',
  10,
  async (line) => {
    const take = noise(64 * mebibyte);
    const { world, server } = await atWork();
    const clip = await anotherTake(world, take.length);
    const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
    const { kills, bytesForgotten } = await sendThroughKills(server, upload, take, 20);
    line.did(`kill -9 of the server ${kills} times in the middle of ${take.length / mebibyte} MiB, resumed each time.`);

    const stored = sha256OfFile(world.storage.clip(clip.id, 'original'));
    const isEqual = stored === sha256(take);
    line.found(`${bytesForgotten} acknowledged bytes lost`);
    line.found(`SHA-256 ${isEqual ? 'equal' : 'DIFFERS'} (${stored.slice(0, 8)}…)`);
    expect({ kills, bytesForgotten, isEqual }).to.deep.equal({ kills: 20, bytesForgotten: 0, isEqual: true });
    expect((await getClip(world.db, clip.id)).uploadId).to.equal(upload.id);
  },
);
