import { dot, joined, mean, minus, normalise } from '../vector.ts';

/** A sentence as the engine sees it: alone, and with its neighbours. */
export interface Embedded {
  sentence: Float32Array;
  passage: Float32Array;
}

/** The vectors of `commonTopics`, by topic. */
export type TopicVectors = Float32Array[][];

/** What everything is compared with. */
export interface Landmarks {
  topics: TopicVectors;
  /** Of the words that are said (`vocabularyOf`); may be none. */
  words: Float32Array[];
}

/**
 * The space in which the sentences of one form are compared. Its parts: the passage, the sentence, how near they are to the
 * words that are said in this form, and to what people commonly speak about. Each part is centred, for what all answers share does
 * not tell them apart.
 */
export class Space {
  readonly #topics: Float32Array[];
  readonly #topicsMean: Float32Array;
  readonly #words: Float32Array[];
  readonly #passageMean: Float32Array;
  readonly #sentenceMean: Float32Array;
  readonly #topicRootsMean: Float32Array;
  readonly #wordRootsMean: Float32Array;
  /** By passage, for several sentences have it in common, and each is asked for more than once. */
  readonly #known = new WeakMap<Float32Array, Nearness>();

  /** @param embedded everything that is to be compared; at least one sentence */
  constructor(embedded: Embedded[], { topics, words }: Landmarks) {
    this.#topicsMean = mean(topics.flat());
    this.#topics = topics.map((sentences) =>
      normalise(mean(sentences.map((vector) => normalise(minus(vector, this.#topicsMean))))),
    );
    const wordsMean = mean(words);
    this.#words = words.map((word) => normalise(minus(word, wordsMean)));
    this.#passageMean = mean(embedded.map(({ passage }) => passage));
    this.#sentenceMean = mean(embedded.map(({ sentence }) => sentence));
    this.#topicRootsMean = meanOf(embedded, (one) => roots(this.topicShares(one)));
    this.#wordRootsMean = meanOf(embedded, ({ passage }) => this.#nearness(passage).wordRoots);
  }

  /** Of length 1. */
  place(embedded: Embedded): Float32Array {
    return normalise(
      joined(
        [normalise(minus(embedded.passage, this.#passageMean)), 1],
        [normalise(minus(embedded.sentence, this.#sentenceMean)), 0.5],
        [normalise(minus(this.#nearness(embedded.passage).wordRoots, this.#wordRootsMean)), 1],
        [normalise(minus(roots(this.topicShares(embedded)), this.#topicRootsMean)), topicWeight],
      ),
    );
  }

  /** How much it is about each of the common topics; the shares sum to 1. */
  topicShares({ sentence, passage }: Embedded): Float32Array {
    const ofSentence = nearness(sentence, this.#topicsMean, this.#topics);
    const ofPassage = this.#nearness(passage).topics;
    return shares(ofPassage.map((value, i) => value + 0.5 * ofSentence[i]!));
  }

  #nearness(passage: Float32Array): Nearness {
    const known = this.#known.get(passage) ?? {
      topics: nearness(passage, this.#topicsMean, this.#topics),
      wordRoots: roots(shares(nearness(passage, this.#passageMean, this.#words))),
    };
    this.#known.set(passage, known);
    return known;
  }
}

interface Nearness {
  topics: Float32Array;
  wordRoots: Float32Array;
}

/** Less than what the answers say of themselves: the list was written by somebody with some answers in mind. */
const topicWeight = 1;

/** The smaller, the more only the nearest count. */
const temperature = 0.1;

function nearness(vector: Float32Array, middle: Float32Array, landmarks: Float32Array[]): Float32Array {
  const centred = normalise(minus(vector, middle));
  const near = new Float32Array(landmarks.length);
  for (const [i, landmark] of landmarks.entries()) near[i] = dot(centred, landmark);
  return near;
}

function meanOf(embedded: Embedded[], part: (one: Embedded) => Float32Array): Float32Array {
  const sum = part(embedded[0]!).slice();
  for (const one of embedded.slice(1)) for (const [i, value] of part(one).entries()) sum[i]! += value;
  return sum.map((value) => value / embedded.length);
}

function shares(closeness: Float32Array): Float32Array {
  const most = Math.max(...closeness);
  const weights = closeness.map((value) => Math.exp((value - most) / temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Square roots of shares lie on a sphere, where distances mean the same everywhere (Hellinger). */
function roots(shares: Float32Array): Float32Array {
  return shares.map(Math.sqrt);
}
