import { readyEngine } from './engine.ts';
import { passagesOf, sentencesOf } from '../../../src/analysis/sentence.ts';
import type { ArrangedSentence, Placement } from '../../../src/analysis/themes/arrangement.ts';
import type { LabelledAnswer } from '../../support/answers.ts';

/** Answers as an analysis has them, without a database. */
export interface Corpus {
  answers: LabelledAnswer[];
  /** Each with the index of its answer as its person. */
  sentences: ArrangedSentence[];
  /** Of whole answers. */
  whole: Float32Array[];
}

export async function corpusOf(answers: LabelledAnswer[]): Promise<Corpus> {
  const { embed } = await readyEngine();
  const sentences: ArrangedSentence[] = [];
  for (const [i, { t }] of answers.entries()) {
    const texts = sentencesOf(t).map(({ text }) => text);
    const alone = await embed(texts);
    for (const indices of passagesOf(texts.map((text) => ({ text })))) {
      const [passage] = await embed([indices.map((j) => texts[j]).join(' ')]);
      for (const j of indices) {
        const own = { sentence: alone[j]!, passage: passage! };
        sentences.push({ id: `${i}-${j}`, personId: String(i), text: texts[j]!, themeId: null, ...own });
      }
    }
  }
  return { answers, sentences, whole: await embed(answers.map(({ t }) => t)) };
}

/** The answer that each sentence is of. */
export function answersOf({ answers, sentences }: Corpus): LabelledAnswer[] {
  return sentences.map(({ personId }) => answers[Number(personId)]!);
}

/** The theme that most of an answer is about. */
export function mainThemes({ sentences, answers }: Corpus, placements: Placement[]): (string | null)[] {
  const shares = answers.map(() => new Map<string, number>());
  for (const [i, { theme, confidence }] of placements.entries()) {
    const own = shares[Number(sentences[i]!.personId)]!;
    if (theme) own.set(theme, (own.get(theme) ?? 0) + confidence);
  }
  return shares.map((own) => [...own].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null);
}

export function isAbout({ theme, also }: LabelledAnswer, label: unknown): boolean {
  return label === theme || (also !== undefined && label === also);
}
