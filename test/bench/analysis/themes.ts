import type { ArrangementRequest, Placement } from '../../../src/analysis/themes/arrangement.ts';
import { arrange } from '../../../src/analysis/themes/arrange.ts';
import type { TopicVectors } from '../../../src/analysis/themes/features.ts';
import { adjustedRand, purity } from './agreement.ts';
import type { Corpus } from './corpus.ts';
import { readyEngine } from './engine.ts';
import { plainGroups } from './plain.ts';
import { line } from './print.ts';

/** How well the themes that are found agree with those that the answers were written for. */
export async function benchThemes(name: string, corpus: Corpus): Promise<void> {
  const { topics } = await readyEngine();
  const right = new Set(corpus.themes).size;
  const plain = plainGroups(corpus.whole, right);
  line(`${name}: ${corpus.themes.length} answers, ${corpus.sentences.length} sentences, ${right} themes`);
  told('  plain recipe, number given: whole answers', corpus.themes, plain);
  told(
    '  … with each sentence in its answer’s group',
    ofSentences(corpus),
    corpus.sentences.map(({ personId }) => plain[Number(personId)]),
  );
  await ours('  ours, number found', corpus, topics);
  await ours('  ours, number given', corpus, topics, right);
  // One topic that everything is equally near to says nothing.
  await ours('  ours without the list of common topics, number given', corpus, [[corpus.whole[0]!]], right);
}

async function ours(name: string, corpus: Corpus, topics: TopicVectors, wanted?: number): Promise<void> {
  const { embed } = await readyEngine();
  const request: ArrangementRequest = { sentences: corpus.sentences, themes: [], examples: [], wanted, anew: true };
  const { placements, themes } = await arrange(request, topics, embed);
  const nowhere = placements.filter(({ theme }) => theme === null).length;
  told(
    `${name} (${themes.length}; ${nowhere} sentences nowhere): whole answers`,
    corpus.themes,
    mainThemes(corpus, placements),
  );
  told(
    '  … sentences',
    ofSentences(corpus),
    placements.map(({ theme }) => theme),
  );
}

function ofSentences({ sentences, themes }: Corpus): string[] {
  return sentences.map(({ personId }) => themes[Number(personId)]!);
}

/** The theme that most of an answer is about. */
export function mainThemes({ sentences, themes }: Corpus, placements: Placement[]): (string | null)[] {
  return themes.map((_, answer) => {
    const shares = new Map<string, number>();
    for (const [i, { theme, confidence }] of placements.entries()) {
      if (theme && sentences[i]!.personId === String(answer)) shares.set(theme, (shares.get(theme) ?? 0) + confidence);
    }
    return [...shares].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? null;
  });
}

function told(name: string, labels: unknown[], groups: unknown[]): void {
  line(
    `${name.padEnd(84)} ARI ${adjustedRand(labels, groups).toFixed(2)}   purity ${purity(labels, groups).toFixed(2)}`,
  );
}
