import type { Arrangement } from '../../../src/analysis/themes/arrangement.ts';
import type { TopicVectors } from '../../../src/analysis/themes/features.ts';
import { adjustedRand, commonest, purity } from './agreement.ts';
import { calibrationError, rightness, sureness } from './calibration.ts';
import { answersOf, mainThemes, type Corpus } from './corpus.ts';
import { aboutThemes, judgedSentences, themesOf } from './found.ts';
import { readyEngine } from './engine.ts';
import { plainGroups } from './plain.ts';
import { line, percent } from './print.ts';

/** How well the themes that are found agree with those that the answers were written for. */
export async function benchThemes(name: string, corpus: Corpus): Promise<void> {
  const { topics } = await readyEngine();
  const right = new Set(corpus.answers.map(({ theme }) => theme).filter((theme) => theme !== 'none')).size;
  const plain = plainGroups(corpus.whole, right);
  line(`${name}: ${corpus.answers.length} answers, ${corpus.sentences.length} sentences, ${right} themes`);
  agreement('  plain recipe, number given: whole answers', corpus.answers, plain);
  const plainSentences = corpus.sentences.map(({ personId }) => plain[Number(personId)]);
  agreement('  … with each sentence in its answer’s group', answersOf(corpus), plainSentences);
  const found = await ours('  ours, number found', corpus, topics);
  await ours('  ours, number given', corpus, topics, right);
  // One topic that everything is equally near to says nothing.
  await ours('  ours without the list of common topics, number given', corpus, [[corpus.whole[0]!]], right);
  confidence(corpus, found);
  names(corpus, found);
}

async function ours(name: string, corpus: Corpus, topics: TopicVectors, wanted?: number): Promise<Arrangement> {
  const { embed } = await readyEngine();
  const found = await themesOf(corpus, topics, embed, wanted);
  const groups = found.placements.map(({ theme }) => theme);
  const nowhere = groups.filter((theme) => theme === null).length;
  const counts = `(${found.themes.length}; ${nowhere} sentences nowhere)`;
  agreement(`${name} ${counts}: whole answers`, corpus.answers, mainThemes(corpus, found.placements));
  agreement('  … sentences', answersOf(corpus), groups);
  return found;
}

function agreement(name: string, answers: { theme: string }[], groups: unknown[]): void {
  const [labels, own] = aboutThemes(answers, groups);
  line(`${name.padEnd(84)} ARI ${adjustedRand(labels, own).toFixed(2)}   purity ${purity(labels, own).toFixed(2)}`);
}

function confidence(corpus: Corpus, found: Arrangement): void {
  const placed = judgedSentences(corpus, found);
  line(
    `  sentences that are in a theme: right ${percent(rightness(placed))}, sure of it ${percent(sureness(placed))}, ` +
      `calibration error ${calibrationError(placed).toFixed(3)}`,
  );
  const astray = found.placements.filter((_, i) => answersOf(corpus)[i]!.theme === 'none');
  const nowhere = astray.filter(({ theme }) => theme === null);
  if (astray.length > 0) line(`  sentences about no theme: ${nowhere.length} of ${astray.length} fit nowhere`);
}

function names(corpus: Corpus, { themes, placements }: Arrangement): void {
  const answers = answersOf(corpus);
  for (const { key, name, phrases } of themes) {
    const own = answers.filter((_, i) => placements[i]!.theme === key).map(({ theme }) => theme);
    const most = commonest(
      own,
      own.map(() => key),
      key,
    );
    const share = own.filter((theme) => theme === most).length / own.length;
    line(`    ${name.padEnd(44)} ${`${percent(share)} ${String(most)}`.padEnd(22)} ${phrases.join(', ')}`);
  }
}
