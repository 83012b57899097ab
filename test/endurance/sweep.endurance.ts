import fs from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { crons } from '../../src/jobs.ts';
import { findClip, getClip } from '../../src/media/clip.ts';
import { listIncoming } from '../../src/media/incoming.ts';
import { newId } from '../../src/platform/ids.ts';
import { startTake } from '../../src/responses/take.ts';
import { anotherTake, finishedButNotRecorded, hello, Sender } from '../media/sender.ts';
import * as make from '../support/make.ts';
import { begun } from '../support/submission.ts';
import { makeWorld, type World } from '../support/world.ts';
import { promise } from './report/promise.ts';

const each = 20;
const days = 29.9;

promise('The sweeper deletes only what nobody needs', 'everything is a month old, and then swept', 2, async (line) => {
  const world = await makeWorld();
  const form = await make.form(world, { questions: [make.question({ text: 'Tell us.', takesAllowed: 0 })] });
  const [active, finished] = [await takes(world, form, each), await takes(world, form, each)];
  for (const { sender } of active) await sender.send(await sender.begin(), 0, hello.subarray(0, 5));
  for (const { sender } of finished) await sender.sendAll(hello);
  const unrecorded = await Promise.all(Array.from({ length: each }, () => finishedButNotRecorded(world)));
  await leaveRubbish(world);
  world.clock.forward(days * 86_400);
  for (const { run } of crons.filter(({ name }) => name.startsWith('sweep'))) await run(world);

  const sending = await listIncoming(world.storage);
  const lost = {
    active: active.filter(({ clipId }) => !sending.some((upload) => upload.clipId === clipId)).length,
    finished: finished.filter(({ clipId }) => !fs.existsSync(world.storage.clip(clipId, 'original'))).length,
    unrecorded: unrecorded.filter(({ uploadId }) => !sending.some(({ id }) => id === uploadId)).length,
  };
  const rubbish = await countRubbish(world);
  line.did(`${each} uploads under way, ${each} finished, ${each} finished and not yet recorded, all ${days} days old.`);
  line.found(`removed: ${lost.active} active, ${lost.finished} finished, ${lost.unrecorded} unrecorded`);
  line.found(`rubbish left: ${rubbish}`);
  expect(lost).to.deep.equal({ active: 0, finished: 0, unrecorded: 0 });
  expect(rubbish).to.equal(0);
});

type Published = Awaited<ReturnType<typeof make.form>>;

/** Takes that a response has. */
async function takes(world: World, form: Published, count: number) {
  const run = await begun(world, form, { kind: 'typed', text: 'In writing.' });
  const start = async () => {
    const { clipId } = await startTake(world, run, form.draft.questions[0]!, { kind: 'video', mime: 'video/webm' });
    return { clipId, sender: new Sender(world, await getClip(world.db, clipId)) };
  };
  const started = [];
  for (let n = 0; n < count; n++) started.push(await start());
  return started;
}

const rubbish: string[] = [];

/** A clip that nothing refers to, a folder without a clip, and a temporary file. */
async function leaveRubbish(world: World): Promise<void> {
  const folder = newId();
  rubbish.push((await anotherTake(world)).id, folder);
  fs.mkdirSync(world.storage.clip(folder));
  fs.writeFileSync(world.storage.temporary(), 'half a file');
}

async function countRubbish(world: World): Promise<number> {
  const clips = await Promise.all(rubbish.map((id) => findClip(world.db, id)));
  const folders = rubbish.filter((id) => fs.existsSync(world.storage.clip(id)));
  const temporary = fs.readdirSync(path.dirname(world.storage.uploads)).filter((name) => name !== 'uploads');
  return clips.filter(Boolean).length + folders.length + temporary.length;
}
