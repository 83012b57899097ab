import type { ArrangedSentence, ArrangementRequest, Placement } from './arrangement.ts';
import { confidenceOf, learn, type Example } from './classifier.ts';
import type { Space } from './features.ts';
import { centreOf, kMeans } from './k-means.ts';
import { sample } from './random.ts';
import { silhouette } from './silhouette.ts';
import { dot } from '../vector.ts';

/** Farther than this from all that is known of its theme, a sentence fits nowhere. */
export const nearEnough = 0.2;

export interface Theme {
  key: string;
  isKept: boolean;
  /** Indices of sentences. */
  members: number[];
  description: Float32Array | null;
}

export interface Placed {
  sentence: ArrangedSentence;
  at: Float32Array;
}

type Examples = ArrangementRequest['examples'];

interface Fitting {
  /** By index; null where nothing is near. */
  theme: number | null;
  isByHand: boolean;
  centrality: number;
  scores: Float32Array;
}

/** Each sentence's theme, by what is known of the themes. What people put somewhere stays there. */
export function assign(
  themes: Theme[],
  { examples, sentences }: ArrangementRequest,
  placed: Placed[],
  space: Space,
): Placement[] {
  const taught = lessons(themes, examples, placed, space);
  if (taught.length === 0)
    return sentences.map(({ id }) => ({ sentenceId: id, theme: null, confidence: 1, centrality: 0 }));
  const fittings = fit(themes, taught, examples, placed);
  const sharpness = sharpnessOf(themes, examples, placed, fittings);
  return fittings.map(({ theme, isByHand, centrality, scores }, i): Placement => {
    const sure = theme === null ? 1 - Math.max(0, centrality) : confidenceOf(scores, theme, sharpness);
    const key = theme === null ? null : themes[theme]!.key;
    return { sentenceId: sentences[i]!.id, theme: key, confidence: isByHand ? 1 : sure, centrality };
  });
}

function fit(themes: Theme[], taught: Example[], examples: Examples, placed: Placed[]): Fitting[] {
  const byHand = new Map(examples.flatMap(({ sentenceId, themeId }) => (sentenceId ? [[sentenceId, themeId]] : [])));
  const judge = learn(taught, themes.length);
  const byTheme = themes.map((_, theme) => taught.filter((lesson) => lesson.theme === theme));
  const allAlike = placed.every(({ at }) => dot(at, at) === 0);
  return placed.map(({ sentence, at }) => {
    const scores = judge(at);
    const fixed = themes.findIndex(({ key }) => key === byHand.get(sentence.id));
    const isByHand = fixed >= 0;
    const theme = isByHand ? fixed : scores.indexOf(Math.max(...scores));
    const centrality = Math.max(0, ...byTheme[theme]!.map(({ vector }) => dot(at, vector)));
    const isNear = isByHand || allAlike || centrality >= nearEnough;
    return { theme: isNear ? theme : null, isByHand, centrality, scores };
  });
}

/** So many sentences tell how clearly themes are told apart. */
const enough = 400;

/**
 * How much a lead in score says. Themes that were found fit what they were found in, however muddled it is: how far they are apart
 * (silhouette) tells how often they are right, and themes that people described or filled deserve a little more. The numbers
 * are those with which confidence was about as often right as it said (`npm run bench:analysis`).
 */
function sharpnessOf(themes: Theme[], examples: Examples, placed: Placed[], fittings: Fitting[]): number {
  const inside = fittings.flatMap(({ theme }, i) => (theme === null ? [] : [i]));
  const seen = sample(inside.length, enough, 5).map((j) => inside[j]!);
  const contrast = silhouette(
    seen.map((i) => placed[i]!.at),
    seen.map((i) => fittings[i]!.theme!),
  );
  const filled = new Set(examples.map(({ themeId }) => themeId));
  const taught =
    themes.filter(({ key, description }) => description !== null || filled.has(key)).length / themes.length;
  const eachTaught = examples.length / themes.length;
  return Math.min(2.2, Math.max(0.5, 7 * contrast - 0.4 + 0.7 * taught + Math.min(0.5, 0.03 * eachTaught)));
}

/**
 * What is known of each theme: its description and its middle count double, and each sentence put there by hand once. The
 * middle was guessed, and counts the less, the more there is that people put there. A theme that people made can hold what is not alike, so it has several middles.
 */
function lessons(themes: Theme[], examples: ArrangementRequest['examples'], placed: Placed[], space: Space): Example[] {
  return themes.flatMap(({ key, isKept, members, description }, theme) => {
    const lesson: Example[] = [];
    if (description) {
      const vector = space.place({ sentence: description, passage: description });
      lesson.push({ vector, theme, weight: 2 });
    }
    const middles = middlesOf(
      members.map((i) => placed[i]!.at),
      isKept,
    );
    const own = examples.filter(({ themeId }) => themeId === key);
    const ofMiddle = 2 / middles.length / (1 + own.length / 2);
    lesson.push(...middles.map((vector) => ({ vector, theme, weight: ofMiddle })));
    lesson.push(...own.map((example) => ({ vector: space.place(example), theme, weight: 1 })));
    return lesson;
  });
}

function middlesOf(vectors: Float32Array[], mayBeSeveral: boolean): Float32Array[] {
  if (vectors.length === 0) return [];
  const count = mayBeSeveral ? Math.min(3, Math.max(1, Math.floor(vectors.length / 5))) : 1;
  const groups = kMeans(vectors, count, 5);
  return Array.from({ length: count }, (_, group) => centreOf(vectors, groups, group)).filter(
    (vector) => vector !== undefined,
  );
}
