import path from 'node:path';
import { tonesOf } from '../../accounts/accent.ts';
import { readSettings } from '../../accounts/settings.ts';
import { createClip, deleteClip, clipsOfOwner, type Clip } from '../../media/clip.ts';
import { eraseClips } from '../../media/erase.ts';
import { placeMadeFilm, recordMadeFilm } from '../../media/made.ts';
import { montageEffort } from '../../media/montage-effort.ts';
import { makeMontage, PartUnreadable, type Montage, type MontagePart } from '../../media/montage.ts';
import { drawFrame, writePosters } from '../../media/posters.ts';
import { renditionBytes } from '../../media/space.ts';
import { storyboardWhenReady } from '../../media/storyboard.ts';
import { inWorkshop } from '../../media/workshop.ts';
import { Unreadable } from '../../platform/bad-media.ts';
import { timestamp } from '../../platform/clock.ts';
import { inTransaction, type Db } from '../../platform/database.ts';
import { needRoom } from '../../platform/disk.ts';
import { defineJob, PermanentFailure, TakesLong, type JobContext } from '../../platform/jobs/job.ts';
import { findJob, isRunning } from '../../platform/jobs/queue.ts';
import { inTheReel } from './effort.ts';
import { keepFilmWords } from './film-words.ts';
import * as films from './film.store.ts';
import type { Film, FilmPart } from './film.store.ts';
import { whileMaking } from './making.ts';
import { montageOf } from './montage-of.ts';
import { fingerprintsOf, lengthOf, planFilm, wordedParts, type Planned } from './plan.ts';
import { reelOwner, type Reel } from './reel.ts';
import { findReel } from './store.ts';

/** Makes the film of a reel as it is now; the one before plays until then. Safe to run twice. */
export const makeReel = defineJob<{ reelId: string }>(
  'analysis.reel',
  async ({ reelId }, context) => {
    const reel = await findReel(context.db, reelId);
    if (!reel) return;
    const parts = await wordedParts(context.db, reel);
    const planned = planFilm(reel, parts);
    const film = await films.findFilm(context.db, reelId);
    const now = fingerprintsOf(reel, planned);
    if (planned.length === 0 || (film?.plan === now.plan && film.words === now.words)) return;
    // However many reels somebody makes, recordings become playable beside them.
    if (!context.isLong && (await isRunning(context.db, makeReel.name, context.jobId, 'short'))) throw new TakesLong();
    await forgetHalfMade(context, reelId, film);
    await needRoom(context, lengthOf(planned) * likelyBytesPerSecond);
    await whileMaking(reelId, context.signal, (signal) => make({ ...context, signal }, reel, planned)).catch(
      (error) => {
        if (error instanceof PartUnreadable)
          throw new PermanentFailure(inTheReel(error, parts, planned), { cause: error });
        throw error instanceof Unreadable ? new PermanentFailure(error.message, { cause: error }) : error;
      },
    );
  },
  { title: 'Making a highlight reel' },
);

const likelyBytesPerSecond = 400_000;

/** One is made at a time: while it is, no other is begun. Returns whether one was. */
export async function askForFilm(db: Db, reelId: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const job = await findJob(trx, makeReel.name, reelId);
    if (job?.state === 'queued' || job?.state === 'running') return false;
    await makeReel.later(trx, { reelId }, { subject: reelId });
    return true;
  });
}

/** What a crash has left of an earlier try. */
async function forgetHalfMade(context: JobContext, reelId: string, film: Film | undefined): Promise<void> {
  const clips = await clipsOfOwner(context.db, reelOwner, reelId);
  for (const { id } of clips) if (id !== film?.clipId) await deleteClip(context, id);
}

/** Its clip is there before its files, so that whoever erases what is in it finds them. */
async function make(context: JobContext, reel: Reel, planned: Planned[]): Promise<void> {
  const { db, clock, config, storage, signal, isLong } = context;
  const montage = montageOf(storage, reel, planned);
  if (!isLong && (await montageEffort(config, montage, signal)).takesLong) throw new TakesLong();
  const originalName = `${reel.title}.mp4`;
  const about = { ownerKind: reelOwner, ownerId: reel.id, kind: 'video', maxBytes: 0, originalName } as const;
  const clip = await createClip(db, clock, about);
  try {
    await inWorkshop(storage, async (folder) => {
      const made = await draw(context, montage, folder);
      await placeMadeFilm(storage, clip, folder);
      await record(context, reel, planned, { ...made, clip });
    });
  } catch (error) {
    await deleteClip(context, clip.id);
    throw error;
  }
}

async function draw(context: JobContext, parts: MontagePart[], folder: string): Promise<Montage> {
  const { db, signal, isLong } = context;
  const { accentColour } = await readSettings(db);
  const accent = accentColour ? tonesOf(accentColour).dark.accent : undefined;
  const play = path.join(folder, 'play.mp4');
  const progress = (percent: number) => void context.progress(percent * 0.95);
  const made = await makeMontage(context, parts, play, { signal, progress, niceness: isLong ? 19 : undefined, accent });
  const frame = await drawFrame(context, play, folder);
  if (frame) await writePosters(folder, frame);
  return made;
}

type Made = Montage & { clip: Clip };

/** In the place of the film before, unless something that it shows was erased meanwhile. */
async function record(context: JobContext, reel: Reel, planned: Planned[], made: Made): Promise<void> {
  const { db, clock, storage } = context;
  const { clip, seconds, width, height } = made;
  const bytes = await renditionBytes(storage, clip.id);
  await inTransaction(db, async (trx) => {
    const before = await films.findFilm(trx, reel.id);
    const isWhole = await films.areAllThere(trx, planned.flatMap(answerIn));
    if (!isWhole || !(await findReel(trx, reel.id))) throw new Error('Something in it was erased meanwhile.');
    if (!(await recordMadeFilm(trx, clip, { seconds, width, height, renditionBytes: bytes })))
      throw new Error('It was erased meanwhile.');
    const film = { reelId: reel.id, clipId: clip.id, seconds, names: reel.names, madeAt: timestamp(clock) };
    const whole = { ...film, ...fingerprintsOf(reel, planned) };
    await films.replaceFilm(
      trx,
      whole,
      planned.map((each, i) => filmPart(each, made.starts[i] ?? 0)),
    );
    await keepFilmWords(trx, whole);
    if (before) await eraseClips.later(trx, { clipIds: [before.clipId] });
  });
  const [ready] = await clipsOfOwner(db, reelOwner, reel.id).then((clips) => clips.filter(({ id }) => id === clip.id));
  if (ready) await storyboardWhenReady(context, ready);
}

function answerIn({ part }: Planned): { id: string; clipId: string | null }[] {
  return part?.kind === 'quote' ? [{ id: part.answerId, clipId: part.clipId }] : [];
}

function filmPart(planned: Planned, at: number): FilmPart {
  const { part } = planned;
  const nobody = { answerId: null, responseId: null, clipId: null, start: null, end: null };
  if (planned.kind === 'card' && part?.kind !== 'quote') {
    const kind = part ? 'card' : 'question';
    return { kind, at, title: planned.title, text: planned.subtitle ?? planned.body, ...nobody };
  }
  if (part?.kind !== 'quote') throw new Error('Only quotes are cut');
  const { answerId, responseId, clipId, start, end } = part;
  const [title, text] = planned.kind === 'card' ? [planned.subtitle, part.text] : [planned.name, null];
  return { kind: 'quote', at, title, text, answerId, responseId, clipId, start, end };
}
