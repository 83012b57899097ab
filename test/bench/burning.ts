import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Annotation } from '../../src/browser/wire/annotation.ts';
// Fills the hooks that run when a recording is ready.
import '../../src/jobs.ts';
import { saveAnnotations } from '../../src/messages/annotation.ts';
import { burnIn } from '../../src/messages/burn-in.ts';
import { findPlan, forgetBurnedIn } from '../../src/messages/burn-plan.ts';
import { asSvg, drawAll } from '../../src/messages/drawing.ts';
import { writePng } from '../../src/platform/images.ts';
import { figure, stroke, words } from '../messages/annotations.ts';
import { makeMessage } from '../support/message.ts';
import { TestClock } from '../support/world.ts';
import { folder } from './folder.ts';
import { withProduct } from './product.ts';
import type { Row } from './row.ts';
import { median } from './statistics.ts';
import { seconds } from './stopwatch.ts';
import { takeSeconds } from './take.ts';

const rounds = 3;
const picture = { width: 1280, height: 720 };

/**
 * A minute of film with ten annotations burned in, from drawing them to a film in its place, against bare ffmpeg that
 * lays ten pictures over the same film and is given them ready.
 */
export function benchBurning(take: string): Promise<Row[]> {
  return withProduct(async ({ deps, owner }) => {
    const world = { ...deps, clock: new TestClock(), end: async () => undefined };
    const { message } = await makeMessage(world, owner, { film: take });
    const annotations = tenAnnotations();
    await saveAnnotations(deps, message.id, { annotations, revision: 0 });
    const { name } = (await findPlan(deps.db, message))!;
    const pictures = await Promise.all(annotations.map((each, index) => asPicture(each, annotations, index)));
    const film = deps.storage.clip(message.clipId, 'play.mp4');
    const [ours, theirs]: [number[], number[]] = [[], []];
    // In turn, after one round to warm up, so that both meet the same machine.
    for (let round = 0; round <= rounds; round++) {
      await forgetBurnedIn(deps, message.clipId);
      const taken = await seconds(() => burnIn.now(deps, { messageId: message.id, name }));
      if (!fs.existsSync(deps.storage.clip(message.clipId, name))) throw new Error('Nothing was burned in');
      const bare = await seconds(() => bareOverlay(film, annotations, pictures));
      if (round === 0) continue;
      ours.push(taken);
      theirs.push(bare);
    }
    const measured = { ours: median(ours), theirs: median(theirs) };
    return [
      { name: 'Annotate export, a minute: ours / bare ffmpeg overlay', unit: 's', ...measured, goal: { ratio: 1.2 } },
    ];
  });
}

/** One after the other and over each other, five seconds each. */
function tenAnnotations(): Annotation[] {
  return Array.from({ length: 10 }, (_, index): Annotation => {
    const start = (index * (takeSeconds - 6)) / 10;
    const span = { start, end: start + 5 };
    const points = Array.from({ length: 100 }, (_, i): [number, number] => [i / 120 + 0.05, 0.5 + Math.sin(i / 9) / 4]);
    const drawn = [stroke({ span, points }), figure('arrow', { span }), figure('ellipse', { span }), words({ span })];
    return drawn[index % drawn.length]!;
  });
}

async function asPicture(annotation: Annotation, all: Annotation[], index: number): Promise<string> {
  const file = path.join(folder, `overlay-${index}.png`);
  await writePng(asSvg(drawAll([annotation], all, picture), picture), file);
  return file;
}

/** As nice as ours. */
async function bareOverlay(film: string, annotations: Annotation[], pictures: string[]): Promise<void> {
  const chain = annotations.map(({ span }, index) => {
    const from = index === 0 ? '[0:v]' : `[v${index}]`;
    return `${from}[${index + 1}:v]overlay=enable='between(t,${span.start},${span.end})'[v${index + 1}]`;
  });
  const inputs = ['-i', film, ...pictures.flatMap((file) => ['-i', file])];
  const mapped = [
    '-filter_complex',
    chain.join(';'),
    '-map',
    `[v${annotations.length}]`,
    '-map',
    '0:a',
    '-c:a',
    'copy',
  ];
  const coded = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23', '-movflags', '+faststart'];
  const given = [...inputs, ...mapped, ...coded, path.join(folder, 'overlaid.mp4')];
  await promisify(execFile)('nice', ['-n', '19', 'ffmpeg', '-nostdin', '-v', 'error', '-y', ...given]);
}
