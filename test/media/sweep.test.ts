import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { deleteClip, findClip } from '../../src/media/clip.ts';
import { listIncoming } from '../../src/media/incoming.ts';
import { sweepAbandoned, sweepOrphans } from '../../src/media/sweep.ts';
import { newId } from '../../src/platform/ids.ts';
import '../../src/jobs.ts';
import { setPrompt } from '../../src/forms/draft.ts';
import { startTake } from '../../src/responses/take.ts';
import * as make from '../support/make.ts';
import { begun } from '../support/submission.ts';
import { makeWorld } from '../support/world.ts';
import { anotherTake, finishedButNotRecorded, hello, takeToSend } from './sender.ts';

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

describe('sweeping orphans', () => {
  it('deletes a day later what nothing refers to, and folders that no clip has', async () => {
    const world = await makeWorld();
    const clip = await anotherTake(world);
    const folders = [clip.id, newId()].map((id) => world.storage.clip(id));
    for (const folder of folders) fs.mkdirSync(folder);
    world.clock.forward(23 * 3600);
    await sweepOrphans(world);
    expect(fs.readdirSync(path.join(world.storage.root, 'clips'))).to.have.length(2);
    world.clock.forward(2 * 3600);
    await sweepOrphans(world);
    expect(fs.readdirSync(path.join(world.storage.root, 'clips'))).to.deep.equal([]);
    expect(await findClip(world.db, clip.id)).to.equal(undefined);
  });

  it('keeps takes of a response and prompts of a form, however old', async () => {
    const world = await makeWorld();
    const recorded = make.question({ text: 'Tell us.' });
    const form = await make.form(world, { questions: [recorded] });
    const run = await begun(world, form, { kind: 'typed', text: 'In writing.' });
    const { clipId } = await startTake(world, run, recorded, { kind: 'video', mime: 'video/webm' });
    const prompt = await anotherTake(world);
    await setPrompt(world, form.id, recorded.id, { clipId: prompt.id, kind: 'video' });
    world.clock.forward(20 * 86_400);
    await sweepOrphans(world);
    expect(await findClip(world.db, clipId)).to.include({ id: clipId });
    expect(await findClip(world.db, prompt.id)).to.include({ id: prompt.id });
  });
});
