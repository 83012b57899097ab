import { dot, joined, mean, minus, normalise } from '../vector.ts';

/** A sentence as the engine sees it: alone, and with its neighbours. */
export interface Embedded {
  sentence: Float32Array;
  passage: Float32Array;
}

/** The vectors of `commonTopics`, by topic. */
export type TopicVectors = Float32Array[][];

/**
 * The space in which the sentences of one form are compared. Its parts: the passage, the sentence, and how near they are to
 * what people commonly speak about. Each part is centred, for what all answers share does not tell them apart.
 */
export class Space {
  readonly #topics: Float32Array[];
  readonly #topicsMean: Float32Array;
  readonly #passageMean: Float32Array;
  readonly #sentenceMean: Float32Array;
  readonly #sharesMean: Float32Array;

  /** @param embedded everything that is to be compared; at least one sentence */
  constructor(embedded: Embedded[], topics: TopicVectors) {
    this.#topicsMean = mean(topics.flat());
    this.#topics = topics.map((sentences) =>
      normalise(mean(sentences.map((vector) => normalise(minus(vector, this.#topicsMean))))),
    );
    this.#passageMean = mean(embedded.map(({ passage }) => passage));
    this.#sentenceMean = mean(embedded.map(({ sentence }) => sentence));
    this.#sharesMean = mean(embedded.map((one) => this.#roots(one)));
  }

  /** Of length 1. */
  place(embedded: Embedded): Float32Array {
    return normalise(
      joined(
        [normalise(minus(embedded.passage, this.#passageMean)), 1],
        [normalise(minus(embedded.sentence, this.#sentenceMean)), 0.5],
        [normalise(minus(this.#roots(embedded), this.#sharesMean)), 1],
      ),
    );
  }

  /** How much it is about each of the common topics; the shares sum to 1. */
  topicShares({ sentence, passage }: Embedded): Float32Array {
    const ofSentence = this.#nearness(sentence);
    const about = this.#nearness(passage).map((value, i) => value + 0.5 * ofSentence[i]!);
    const most = Math.max(...about);
    const weights = about.map((value) => Math.exp((value - most) / 0.1));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return weights.map((weight) => weight / total);
  }

  /** Square roots of shares lie on a sphere, where distances mean the same everywhere (Hellinger). */
  #roots(embedded: Embedded): Float32Array {
    return this.topicShares(embedded).map(Math.sqrt);
  }

  #nearness(vector: Float32Array): Float32Array {
    const centred = normalise(minus(vector, this.#topicsMean));
    return Float32Array.from(this.#topics, (topic) => dot(centred, topic));
  }
}
