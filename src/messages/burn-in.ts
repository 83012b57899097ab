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
import { asSvg, drawAll, stretchesOf } from './drawing.ts';
import { findMessage } from './store.ts';

/** Makes the film that has its annotations in its picture. `name` is that of what was asked for: others are not made. */
export const burnIn = defineJob<{ messageId: string; name: string }>(
  'messages.burn-in',
  async ({ messageId, name }, context) => {
    const message = await findMessage(context.db, messageId);
    const plan = message && (await findPlan(context.db, message));
    if (!message || plan?.name !== name) return;
    if (!context.isLong && encodingTakesLong(plan.film.seconds)) throw new TakesLong();
    await needRoom(context, plan.film.clip.bytes ?? 0);
    await inWorkshop(context.storage, async (folder) => {
      const made = await make(context, plan, folder).catch(permanentIfUnreadable);
      // Drawn on or cut meanwhile: nobody would be given this any more.
      if ((await findPlan(context.db, message))?.name !== name) return;
      await publish(context, plan, made);
    });
  },
  { title: 'Drawing annotations into a recording' },
);

async function make(context: JobContext, { film, annotations }: Plan, folder: string): Promise<string> {
  const { config, storage, signal, isLong } = context;
  const overlays: Overlay[] = [];
  for (const { start, end, annotations: shown } of stretchesOf(annotations)) {
    signal.throwIfAborted();
    const file = path.join(folder, `${overlays.length}.png`);
    await writePng(asSvg(drawAll(shown, annotations, film.picture), film.picture), file);
    overlays.push({ file, start, end });
  }
  const made = path.join(folder, 'film.mp4');
  const progress = (percent: number) => void context.progress(percent);
  const options = { seconds: film.seconds, signal, niceness: isLong ? 19 : undefined, progress };
  await layOver(config, storage.clip(film.clip.id, film.name), overlays, made, options);
  return made;
}

/** In place of what was made before. */
async function publish({ db, storage }: JobContext, { film, name }: Plan, made: string): Promise<void> {
  await fs.rename(made, storage.clip(film.clip.id, name));
  await forgetBurnedIn({ storage }, film.clip.id, name);
  await recountRenditions({ db, storage }, film.clip.id);
}

function permanentIfUnreadable(error: unknown): never {
  throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
}
