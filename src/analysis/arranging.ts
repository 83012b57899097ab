import { inTransaction } from '../platform/database.ts';
import type { JobContext } from '../platform/jobs/job.ts';
import { findAnalysis, type Outcome } from './analysis.store.ts';
import { getComparedSentences } from './comparing.ts';
import { engineProcess } from './engine-process.ts';
import { changesOf, keep, keepIdentity } from './keeping.ts';
import { countAnswers } from './overview.store.ts';
import type { Engine } from './reading.ts';
import * as store from './theme.store.ts';
import type { ComparedSentence, Example, Theme } from './theme.store.ts';
import type { ArrangementRequest } from './themes/arrangement.ts';

type WithoutTime = Omit<Outcome, 'seconds'>;

/** Puts every sentence of an analysis into a theme or nowhere, and keeps that. What people do meanwhile stays. */
export async function arrangeThemes(
  context: JobContext,
  analysisId: string,
  anew: boolean,
  engine: Engine,
): Promise<WithoutTime> {
  const { db, config, signal } = context;
  const sentences = await getComparedSentences(db, analysisId);
  const themes = await store.listThemes(db, analysisId);
  const analysis = await findAnalysis(db, analysisId);
  const isFirst = analysis?.engine !== engine.id || !themes.some(({ isKept }) => !isKept);
  const wanted = analysis?.wantedThemes ?? undefined;
  const request = await requestFor(context, analysisId, sentences, themes, { anew: anew || isFirst, wanted });
  const arrangement = await engineProcess(config).ask({ ask: 'arrange', request }, signal);
  const kept = keepIdentity(request, arrangement, themes);
  await inTransaction(db, (trx) => keep(trx, context, { analysisId, before: sentences, themes }, kept));
  return {
    ...(await countAnswers(db, analysisId)),
    sentences: sentences.length,
    ...changesOf(sentences, themes, kept),
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
