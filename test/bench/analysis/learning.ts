import { learn, type Example } from '../../../src/analysis/themes/classifier.ts';
import { Space } from '../../../src/analysis/themes/features.ts';
import { sample } from '../../../src/analysis/themes/random.ts';
import { mean, normalise } from '../../../src/analysis/vector.ts';
import type { Corpus } from './corpus.ts';
import { readyEngine } from './engine.ts';
import { line, percent } from './print.ts';

const draws = 8;

/** Themes that are described in a sentence each: how many answers come to theirs after so many corrections a theme. */
export async function benchLearning(name: string, corpus: Corpus, descriptions: Record<string, string>): Promise<void> {
  const { embed, topics } = await readyEngine();
  const themes = Object.keys(descriptions);
  const answers = corpus.themes.map((_, i) => ({
    passage: corpus.whole[i]!,
    sentence: normalise(
      mean(corpus.sentences.filter(({ personId }) => personId === String(i)).map(({ sentence }) => sentence)),
    ),
  }));
  const space = new Space(answers, topics);
  const placed = answers.map((answer) => space.place(answer));
  const described = (await embed(Object.values(descriptions))).map((vector, theme): Example => {
    return { vector: space.place({ passage: vector, sentence: vector }), theme, weight: 2 };
  });
  const results = [0, 2, 5, 10].map(
    (count) =>
      `${count}: ${accuracy(
        corpus.themes.map((theme) => themes.indexOf(theme)),
        placed,
        described,
        count,
      )}`,
  );
  line(`  ${name.padEnd(28)} ${results.join('   ')}`);
}

function accuracy(truth: number[], placed: Float32Array[], described: Example[], count: number): string {
  let right = 0;
  let judged = 0;
  let sure = 0;
  for (let draw = 0; draw < (count === 0 ? 1 : draws); draw++) {
    const shown = described.flatMap(({ theme }) => {
      const own = truth.flatMap((label, i) => (label === theme ? [i] : []));
      return sample(own.length, count, 31 * draw + theme + 1).map((j) => own[j]!);
    });
    const examples = shown.map((i): Example => ({ vector: placed[i]!, theme: truth[i]!, weight: 1 }));
    const guess = learn([...described, ...examples], described.length);
    for (const [i, at] of placed.entries()) {
      if (shown.includes(i)) continue;
      const { theme, confidence } = guess(at);
      judged++;
      sure += confidence;
      if (theme === truth[i]) right++;
    }
  }
  return judged === 0 ? 'none left to judge' : `${percent(right / judged)} (as sure as ${percent(sure / judged)})`;
}
