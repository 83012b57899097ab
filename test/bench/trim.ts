import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import '../../src/jobs.ts';
import { createClip } from '../../src/media/clip.ts';
import { getEdit } from '../../src/media/edit.ts';
import { saveEdit } from '../../src/media/editing.ts';
import { makeEdit } from '../../src/media/make-edit.ts';
import { updateClip } from '../../src/media/store.ts';
import { transcode } from '../../src/media/transcode.ts';
import { newId } from '../../src/platform/ids.ts';
import type { Deps } from '../../src/platform/deps.ts';
import { folder } from './folder.ts';
import type { Row } from './row.ts';
import { median } from './statistics.ts';
import { seconds } from './stopwatch.ts';
import { takeOf } from './take.ts';

const rounds = 3;
const length = 300;

/** Ten seconds from the middle, at no key frame. */
const cut: [number, number] = [121.37, 131.81];

/**
 * What is left of five minutes with one cut in the middle, with everything that shows what is in it, against bare ffmpeg
 * that copies the pictures from the key frames nearest to the cut and encodes the sound: cheaper, and not exact.
 */
export async function benchTrim(deps: Deps, take: string): Promise<Row[]> {
  const id = await prepared(deps, takeOf(length, take));
  const play = deps.storage.clip(id, 'play.mp4');
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    await saveEdit(deps, id, { cuts: [cut] });
    const pair = [await seconds(() => makeEdit.now(deps, { clipId: id })), await seconds(() => bare(play))] as const;
    const { error, madeRevision, revision } = await getEdit(deps.db, id);
    if (madeRevision !== revision) throw new Error(`It was not cut: ${error}`);
    if (round === 0) continue;
    ours.push(pair[0]);
    theirs.push(pair[1]);
  }
  const name = 'A cut in the middle of 5 min / bare ffmpeg at key frames';
  return [{ name, unit: 's', ours: median(ours), theirs: median(theirs), goal: { ratio: 1.3 } }];
}

async function prepared(deps: Deps, film: string): Promise<string> {
  const fields = { ownerKind: 'message', ownerId: newId(), kind: 'video', maxBytes: 1e9 } as const;
  const { id } = await createClip(deps.db, deps.clock, fields);
  await fs.mkdir(deps.storage.clip(id), { recursive: true });
  await fs.copyFile(film, deps.storage.clip(id, 'original'));
  await updateClip(deps.db, id, { state: 'uploaded' });
  await transcode.now(deps, { clipId: id });
  return id;
}

async function bare(play: string): Promise<void> {
  const [first, second] = [path.join(folder, 'first.mp4'), path.join(folder, 'second.mp4')];
  const [list, mp4, still, sheet] = ['cut.txt', 'cut.mp4', 'cut.webp', 'cut.png'].map((name) =>
    path.join(folder, name),
  );
  const kept = `lt(t,${cut[0]})+gte(t,${cut[1]})`;
  await nicely(['-i', play, '-t', String(cut[0]), '-an', '-c', 'copy', first]);
  await nicely(['-ss', String(cut[1]), '-i', play, '-an', '-c', 'copy', second]);
  await fs.writeFile(list!, `file 'file:${first}'\nfile 'file:${second}'\n`);
  const sound = ['-af', `aselect='${kept}',asetpts=N/SR/TB,silencedetect=noise=-38dB:d=0.7`, '-c:a', 'aac'];
  const inputs = ['-f', 'concat', '-safe', '0', '-i', list!, '-i', play, '-map', '0:v', '-map', '1:a'];
  await nicely([...inputs, '-c:v', 'copy', ...sound, '-movflags', '+faststart', mp4!]);
  await nicely(['-i', mp4!, '-map', '0:a', '-ac', '1', '-ar', '8000', '-f', 'null', '-']);
  await nicely(['-ss', '1', '-i', mp4!, '-frames:v', '1', still!]);
  const tiles = 'fps=1/3,scale=160:-2,tile=10x10';
  await nicely(['-discard:v', 'nokey', '-i', mp4!, '-map', '0:v', '-vf', tiles, '-frames:v', '1', sheet!]);
}

async function nicely(given: string[]): Promise<void> {
  await promisify(execFile)('nice', ['-n', '10', 'ffmpeg', '-nostdin', '-v', 'error', '-y', ...given]);
}
