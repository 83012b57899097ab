import fs from 'node:fs/promises';
import path from 'node:path';
import { encodingTakesLong } from '../media/effort.ts';
import { recountRenditions } from '../media/space.ts';
import { inWorkshop } from '../media/workshop.ts';
import { Unreadable } from '../platform/bad-media.ts';
import { needRoom } from '../platform/disk.ts';
import { writePng } from '../platform/images.ts';
import { defineJob, PermanentFailure, TakesLong, type JobContext } from '../platform/jobs/job.ts';
import { layOver, type Overlay } from '../platform/overlay.ts';
import { findPlan, forgetBurnedIn, type Plan } from './burn-plan.ts';
import { asSvg, drawAll, stretchesOf, type Stretch } from './drawing.ts';
import { findMessage } from './store.ts';

/** Makes the film that has its annotations in its picture. `name` is that of what was asked for: others are not made. */
export const burnIn = defineJob<{ messageId: string; name: string }>(
  'messages.burn-in',
  async ({ messageId, name }, context) => {
    const message = await findMessage(context.db, messageId);
    const plan = message && (await findPlan(context.db, message));
    if (!message || plan?.name !== name) return;
    const stretches = stretchesOf(plan.annotations);
    // Drawing a picture takes about as long as encoding a second.
    if (!context.isLong && encodingTakesLong(plan.film.seconds + stretches.length)) throw new TakesLong();
    await needRoom(context, plan.film.clip.bytes ?? 0);
    await inWorkshop(context.storage, async (folder) => {
      const made = await make(context, plan, stretches, folder).catch(permanentIfUnreadable);
      // Drawn on or cut meanwhile: nobody would be given this any more.
      if ((await findPlan(context.db, message))?.name !== name) return;
      await publish(context, plan, made);
    });
  },
  { title: 'Drawing annotations into a recording' },
);

async function make(context: JobContext, plan: Plan, stretches: Stretch[], folder: string): Promise<string> {
  const { config, storage, signal, isLong } = context;
  const { film } = plan;
  const overlays: Overlay[] = [];
  for (const [index, { start, end, annotations }] of stretches.entries()) {
    signal.throwIfAborted();
    const file = path.join(folder, `${index}.png`);
    await writePng(asSvg(drawAll(annotations, plan.annotations, film.picture), film.picture), file);
    overlays.push({ file, start, end });
    await context.progress((drawingShare * (index + 1)) / stretches.length);
  }
  const made = path.join(folder, 'film.mp4');
  const progress = (percent: number) => void context.progress(drawingShare + percent * (1 - drawingShare / 100));
  const options = { seconds: film.seconds, signal, niceness: isLong ? 19 : undefined, progress };
  await layOver(config, storage.clip(film.clip.id, film.name), overlays, made, options);
  return made;
}

/** Per cent of the work, as it is shown: of a minute's film with ten annotations it is less. */
const drawingShare = 10;

/** In place of what was made before. */
async function publish({ db, storage }: JobContext, { film, name }: Plan, made: string): Promise<void> {
  await fs.rename(made, storage.clip(film.clip.id, name));
  await forgetBurnedIn({ storage }, film.clip.id, name);
  await recountRenditions({ db, storage }, film.clip.id);
}

function permanentIfUnreadable(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}
