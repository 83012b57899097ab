import { timestamp } from '../platform/clock.ts';
import { inTransaction, type Db } from '../platform/database.ts';
import { newId } from '../platform/ids.ts';
import { defineJob, PermanentFailure, type JobContext } from '../platform/jobs/job.ts';
import { findJob } from '../platform/jobs/queue.ts';
import { findAnalysis, listFormsOf, openAnalysis, updateAnalysis, type Outcome } from './analysis.store.ts';
import { engineProcess } from './engine-process.ts';
import { embeddingStatus } from './engines/choose.ts';
import { readAnswers, type Engine } from './reading.ts';
import { findOutdated } from './reread.store.ts';
import * as store from './theme.store.ts';
import type { ComparedSentence, Example, Theme } from './theme.store.ts';
import type { Arrangement, ArrangementRequest, Placement } from './themes/arrangement.ts';
import { countAnswers } from './overview.store.ts';

export interface RunPayload {
  analysisId: string;
  /** Look for themes anew, beside those that people touched. */
  anew: boolean;
  /** The engine for which one analysis after the other is read again; the next one follows this. */
  rereadBy?: string;
}

/** Reads what is new in the answers of an analysis and puts it into themes. Handlers run safely twice: what was read is kept. */
export const runAnalysis = defineJob<RunPayload>(
  'analysis.run',
  async ({ analysisId, anew, rereadBy }, context) => {
    const { db, config, clock } = context;
    const engine = embeddingStatus(config);
    if (!(await openAnalysis(db, analysisId, timestamp(clock)))) return goOn(db, { analysisId, rereadBy });
    if (!engine.ready) throw new PermanentFailure(engine.missing);
    const started = clock.now().getTime();
    await readAnswers(context, await listFormsOf(db, analysisId), engine);
    await context.progress(92);
    const outcome = await arrangeThemes(context, analysisId, anew, engine);
    const seconds = Math.round((clock.now().getTime() - started) / 100) / 10;
    const finishedAt = timestamp(clock);
    await updateAnalysis(db, analysisId, { engine: engine.id, finishedAt, outcome: { ...outcome, seconds } });
    await goOn(db, { analysisId, rereadBy: rereadBy && engine.id });
  },
  { title: 'Finding themes in answers', attempts: 2, onFailed: goOn },
);

async function goOn(db: Db, { analysisId, rereadBy }: Pick<RunPayload, 'analysisId' | 'rereadBy'>): Promise<void> {
  if (rereadBy) await rereadNext(db, rereadBy, analysisId);
}

/** Begins with the first analysis behind that id which another engine read and for which no run waits already. */
export async function rereadNext(db: Db, engine: string, after: string): Promise<void> {
  let next = await findOutdated(db, engine, after);
  while (next && !(await startAnalysis(db, { analysisId: next, anew: false, rereadBy: engine })))
    next = await findOutdated(db, engine, next);
}

/** One run of an analysis waits or works at a time: while it does, no other is begun. Returns whether one was. */
export async function startAnalysis(db: Db, payload: RunPayload): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const job = await findJob(trx, runAnalysis.name, payload.analysisId);
    if (job?.state === 'queued' || job?.state === 'running') return false;
    await runAnalysis.later(trx, payload, { subject: payload.analysisId });
    return true;
  });
}

/** For the hook `answerCorrected`: what was read of an answer follows its words, where its form was analysed before. */
export async function followCorrection(db: Db, formId: string): Promise<void> {
  if (await findAnalysis(db, formId)) await startAnalysis(db, { analysisId: formId, anew: false });
}

type WithoutTime = Omit<Outcome, 'seconds'>;

async function arrangeThemes(
  context: JobContext,
  analysisId: string,
  anew: boolean,
  engine: Engine,
): Promise<WithoutTime> {
  const { db, config, signal } = context;
  const sentences = await store.listComparedSentences(db, analysisId);
  const themes = await store.listThemes(db, analysisId);
  const analysis = await findAnalysis(db, analysisId);
  const isFirst = analysis?.engine !== engine.id || !themes.some(({ isKept }) => !isKept);
  const wanted = analysis?.wantedThemes ?? undefined;
  const request = await requestFor(context, analysisId, sentences, themes, { anew: anew || isFirst, wanted });
  const arrangement = await engineProcess(config).ask({ ask: 'arrange', request }, signal);
  const kept = keepIdentity(request, arrangement, themes);
  await inTransaction(db, (trx) => keep(trx, context, analysisId, kept));
  return {
    ...(await countAnswers(db, analysisId)),
    sentences: sentences.length,
    ...changes(sentences, themes, kept),
    contrast: arrangement.contrast,
    exact: arrangement.exact,
  };
}

async function requestFor(
  { db, config, signal }: JobContext,
  analysisId: string,
  sentences: ComparedSentence[],
  themes: Theme[],
  how: { anew: boolean; wanted: number | undefined },
): Promise<ArrangementRequest> {
  const examples = await store.listExamples(db, analysisId);
  const described = themes.filter(({ description }) => description !== null);
  const lost = examples.filter((example) => !sentences.some((sentence) => isOf(example, sentence)));
  const texts = [...described.map(({ description }) => description!), ...lost.map(({ text }) => text)];
  const vectors = texts.length > 0 ? await engineProcess(config).ask({ ask: 'embed', texts }, signal) : [];
  const vectorOf = (text: string) => vectors[texts.indexOf(text)] ?? null;
  return {
    ...how,
    sentences: sentences.map(({ id, personId, text, themeId, sentence, passage }) => ({
      id,
      personId,
      text,
      themeId,
      sentence,
      passage,
    })),
    themes: themes.map(({ id, isKept, description }) => ({
      id,
      isKept,
      description: description === null ? null : vectorOf(description),
    })),
    examples: examples.map((example) => {
      const found = sentences.find((sentence) => isOf(example, sentence));
      const vector = vectorOf(example.text)!;
      return {
        themeId: example.themeId,
        sentenceId: found?.id ?? null,
        sentence: found?.sentence ?? vector,
        passage: found?.passage ?? vector,
      };
    }),
  };
}

function isOf(example: Example, sentence: ComparedSentence): boolean {
  return example.answerId === sentence.answerId && example.text === sentence.text;
}

interface Kept {
  placements: Placement[];
  /** With the id that each has from now on. */
  themes: { id: string; isNew: boolean; name: string; phrases: string[] }[];
  /** Nobody touched them, and nothing is in them any more. */
  goneIds: string[];
}

/** What was found again keeps its id and its name: more than half of what was in a theme is in the one that was found. */
function keepIdentity({ sentences }: ArrangementRequest, { placements, themes }: Arrangement, before: Theme[]): Kept {
  const ids = new Map<string, string>();
  const free = new Set(before.filter(({ isKept }) => !isKept).map(({ id }) => id));
  for (const { key } of themes) {
    const wasThere = before.some(({ id }) => id === key);
    if (wasThere) free.delete(key);
    ids.set(key, wasThere ? key : newId());
  }
  for (const { key } of themes) {
    if (before.some(({ id }) => id === key)) continue;
    const again = [...free].find((id) => mostlyIn(id, key, sentences, placements));
    if (again) ids.set(key, again);
    if (again) free.delete(again);
  }
  return {
    placements: placements.map((placement) => ({
      ...placement,
      theme: placement.theme && (ids.get(placement.theme) ?? null),
    })),
    themes: themes.map(({ key, name, phrases }) => {
      const id = ids.get(key)!;
      return { id, isNew: !before.some((theme) => theme.id === id), name, phrases };
    }),
    goneIds: before.filter(({ id, isKept }) => !isKept && ![...ids.values()].includes(id)).map(({ id }) => id),
  };
}

function mostlyIn(
  id: string,
  key: string,
  sentences: ArrangementRequest['sentences'],
  placements: Placement[],
): boolean {
  const was = sentences.flatMap(({ themeId }, i) => (themeId === id ? [i] : []));
  return was.filter((i) => placements[i]!.theme === key).length * 2 > was.length;
}

async function keep(
  trx: Db,
  { clock }: JobContext,
  analysisId: string,
  { placements, themes, goneIds }: Kept,
): Promise<void> {
  if (!(await findAnalysis(trx, analysisId))) return;
  // What somebody touched while this ran stays.
  const untouched = (await store.listThemes(trx, analysisId)).filter(({ isKept }) => !isKept).map(({ id }) => id);
  await store.deleteThemes(
    trx,
    goneIds.filter((id) => untouched.includes(id)),
  );
  for (const { id, isNew, name, phrases } of themes) {
    if (!isNew) await store.updateTheme(trx, id, { phrases });
    else {
      const theme = {
        id,
        analysisId,
        name,
        isNamed: false,
        description: null,
        isPinned: false,
        isKept: false,
        phrases,
      };
      await store.insertTheme(trx, theme, timestamp(clock));
    }
  }
  await store.replacePlacements(trx, analysisId, placements);
  for (const example of await store.listExamples(trx, analysisId)) await store.placeExample(trx, example);
}

function changes(before: ComparedSentence[], themes: Theme[], { placements, themes: after, goneIds }: Kept) {
  const isOld = new Set(themes.map(({ id }) => id));
  const joined = new Set<string>();
  let moved = 0;
  for (const [i, { themeId, isPlaced, answerId }] of before.entries()) {
    const theme = placements[i]?.theme ?? null;
    if (!isPlaced && theme && isOld.has(theme)) joined.add(answerId);
    if (isPlaced && themeId !== theme) moved++;
  }
  return {
    joined: joined.size,
    fresh: after.filter(({ isNew }) => isNew).map(({ name }) => name),
    gone: themes.filter(({ id }) => goneIds.includes(id)).map(({ name }) => name),
    moved,
  };
}
