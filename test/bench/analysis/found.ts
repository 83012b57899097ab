import { arrange } from '../../../src/analysis/themes/arrange.ts';
import type { Arrangement } from '../../../src/analysis/themes/arrangement.ts';
import type { TopicVectors } from '../../../src/analysis/themes/features.ts';
import { commonest } from './agreement.ts';
import type { Judged } from './calibration.ts';
import { answersOf, isAbout, type Corpus } from './corpus.ts';

type Embed = (texts: string[]) => Promise<Float32Array[]>;

/** What is found in answers that nobody has touched yet. */
export function themesOf(corpus: Corpus, topics: TopicVectors, embed: Embed, wanted?: number): Promise<Arrangement> {
  const request = { sentences: corpus.sentences, themes: [], examples: [], wanted, anew: true };
  return arrange(request, topics, embed);
}

/** Labels and groups of what is about a theme. */
export function aboutThemes(answers: { theme: string }[], groups: unknown[]): [labels: string[], groups: unknown[]] {
  const about = answers.flatMap(({ theme }, i) => (theme === 'none' ? [] : [i]));
  return [about.map((i) => answers[i]!.theme), about.map((i) => groups[i])];
}

/** Those in a theme. A sentence is in the right one where its answer is about what most of that theme is about. */
export function judgedSentences(corpus: Corpus, { placements }: Arrangement): Judged[] {
  const answers = answersOf(corpus);
  const groups = placements.map(({ theme }) => theme);
  const labels = answers.map(({ theme }) => theme);
  return placements.flatMap(({ theme, confidence }, i) =>
    theme === null ? [] : [{ confidence, isRight: isAbout(answers[i]!, commonest(labels, groups, theme)) }],
  );
}
