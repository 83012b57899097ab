import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createClip, getClip } from '../../src/media/clip.ts';
import { issueTicket } from '../../src/media/ticket.ts';
import { sha256, sha256OfFile } from '../support/hash.ts';
import { ServerProcess } from '../support/server-process.ts';
import { sendThroughKills } from '../support/through-kills.ts';
import { TusUpload } from '../support/tus.ts';
import { makeWorld } from '../support/world.ts';

const take = new Uint8Array(randomBytes(24 * 2 ** 20));

describe('a server that is killed while a take streams up', () => {
  it('has every byte that it acknowledged, and makes one clip in the end', async function () {
    this.timeout(120_000);
    const world = await makeWorld();
    const owner = { ownerKind: 'take', ownerId: 'a-take', kind: 'video' } as const;
    const clip = await createClip(world.db, world.clock, { ...owner, maxBytes: take.length });
    const server = await ServerProcess.start(world.storage.root, { file: 'test/media/upload-process.ts' });

    const upload = await TusUpload.begin(server.origin, issueTicket(world, clip));
    expect(await sendThroughKills(server, upload, take, 4)).to.deep.equal({ kills: 4, bytesForgotten: 0 });
    await server.restart();

    expect(sha256OfFile(world.storage.clip(clip.id, 'original'))).to.equal(sha256(take));
    expect((await getClip(world.db, clip.id)).state).to.equal('uploaded');
    expect(await world.db('jobs').where({ subject: clip.id })).to.have.length(1);
  });
});
