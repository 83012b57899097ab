import { readyEngine } from './engine.ts';
import { passagesOf, sentencesOf } from '../../../src/analysis/sentence.ts';
import type { ArrangedSentence } from '../../../src/analysis/themes/arrangement.ts';

/** Answers as an analysis has them, without a database. */
export interface Corpus {
  themes: string[];
  sentences: ArrangedSentence[];
  /** Of whole answers. */
  whole: Float32Array[];
}

export async function corpusOf(answers: { theme: string; t: string }[]): Promise<Corpus> {
  const { embed } = await readyEngine();
  const sentences: ArrangedSentence[] = [];
  for (const [i, { t }] of answers.entries()) {
    const texts = sentencesOf(t).map(({ text }) => text);
    const alone = await embed(texts);
    for (const indices of passagesOf(texts.map((text) => ({ text })))) {
      const [passage] = await embed([indices.map((j) => texts[j]).join(' ')]);
      for (const j of indices) {
        const id = `${i}-${j}`;
        sentences.push({
          id,
          personId: String(i),
          text: texts[j]!,
          themeId: null,
          sentence: alone[j]!,
          passage: passage!,
        });
      }
    }
  }
  return { themes: answers.map(({ theme }) => theme), sentences, whole: await embed(answers.map(({ t }) => t)) };
}
