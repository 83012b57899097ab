import { arrange } from '../../../src/analysis/themes/arrange.ts';
import type { ArrangedTheme, ThemeExample } from '../../../src/analysis/themes/arrangement.ts';
import { sample } from '../../../src/analysis/themes/random.ts';
import { calibrationError, rightness, sureness, type Judged } from './calibration.ts';
import { isAbout, mainThemes, type Corpus } from './corpus.ts';
import { readyEngine } from './engine.ts';
import { line, percent } from './print.ts';

/** So many answers of a theme are never shown, so that something is left to judge. */
const keptBack = 2;

/** Themes that are described in a sentence each: how many answers come to theirs after so many corrections a theme. */
export async function benchLearning(name: string, corpus: Corpus, descriptions: Record<string, string>): Promise<void> {
  const curve = await learningCurve(corpus, descriptions, [0, 2, 5, 10], 8);
  line(`  ${name.padEnd(20)} ${curve.map(told).join('   ')}`);
}

interface Learnt {
  /** Corrections a theme. */
  count: number;
  judged: Judged[];
}

/** @param draws so many times other answers are shown */
export async function learningCurve(
  corpus: Corpus,
  descriptions: Record<string, string>,
  counts: number[],
  draws: number,
): Promise<Learnt[]> {
  const { embed } = await readyEngine();
  const vectors = await embed(Object.values(descriptions));
  const themes = Object.keys(descriptions).map((id, i) => ({ id, isKept: true, description: vectors[i]! }));
  const first = await put(corpus, themes, []);
  const after = first.map(({ theme }) => theme);
  const curve: Learnt[] = [];
  for (const count of counts) {
    const judged: Judged[] = [];
    if (count === 0) judged.push(...judge(corpus, first, []));
    // Without examples all draws are the same.
    for (let draw = count === 0 ? draws : 0; draw < draws; draw++) {
      const shown = themes.flatMap(({ id }, theme) => shownOf(corpus, id, count, 31 * draw + theme + 1));
      judged.push(...judge(corpus, await put(corpus, themes, shown, after), shown));
    }
    curve.push({ count, judged });
  }
  return curve;
}

function shownOf({ answers }: Corpus, theme: string, count: number, seed: number): number[] {
  const own = answers.flatMap((answer, i) => (answer.theme === theme ? [i] : []));
  return sample(own.length, Math.min(count, own.length - keptBack), seed).map((j) => own[j]!);
}

/** As a run does: all sentences of an answer that was shown are put where it belongs. */
async function put(corpus: Corpus, themes: ArrangedTheme[], shown: number[], before?: (string | null)[]) {
  const { topics, embed } = await readyEngine();
  const sentences = corpus.sentences.map((sentence, i) => ({ ...sentence, themeId: before?.[i] ?? null }));
  const examples = sentences
    .filter(({ personId }) => shown.includes(Number(personId)))
    .map(({ id, personId, sentence, passage }): ThemeExample => {
      return { themeId: corpus.answers[Number(personId)]!.theme, sentenceId: id, sentence, passage };
    });
  const request = { sentences, themes, examples, wanted: themes.length, anew: true };
  return (await arrange(request, topics, embed)).placements;
}

/** Answers that are about a theme and were not shown. What comes nowhere is not right. */
function judge(corpus: Corpus, placements: Awaited<ReturnType<typeof put>>, shown: number[]): Judged[] {
  const main = mainThemes(corpus, placements);
  return corpus.answers.flatMap((answer, i) => {
    if (answer.theme === 'none' || shown.includes(i)) return [];
    const own = placements.filter(({ theme }, j) => theme === main[i] && corpus.sentences[j]!.personId === String(i));
    const confidence = main[i] === null ? 0 : sureness(own.map((one) => ({ ...one, isRight: true })));
    return [{ confidence, isRight: isAbout(answer, main[i]) }];
  });
}

function told({ count, judged }: Learnt): string {
  const error = calibrationError(judged).toFixed(2);
  return `${count}: ${percent(rightness(judged))} (sure ${percent(sureness(judged))}, off ${error})`;
}
