/** What turns texts into vectors that lie near each other where the texts mean about the same. */
export interface EmbeddingEngine {
  /** Names the model, its files included: vectors of one id can be compared, those of two cannot. */
  id: string;
  dimensions: number;
  /** One vector of length 1 for each text, in their order; what exceeds the model's window is left out. */
  embed: (texts: string[]) => Promise<Float32Array[]>;
}

/** An engine that could be used, found without loading it. */
export interface EmbeddingChoice {
  /** In words for people. */
  name: string;
  id: string;
  load(): Promise<EmbeddingEngine>;
}

/** The folder that was named for a model does not hold one; the message says what is missing. */
export class NoEmbeddingModel extends Error {}

/**
 * Groups texts of about the same length, since a batch is padded to its longest, and gives the vectors back in the order
 * of the texts.
 */
export async function inBatches(
  texts: string[],
  size: number,
  embed: (batch: string[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const order = texts.map((_, index) => index).toSorted((a, b) => texts[a]!.length - texts[b]!.length || a - b);
  const vectors = Array.from<Float32Array>({ length: texts.length });
  for (let start = 0; start < order.length; start += size) {
    const batch = order.slice(start, start + size);
    const embedded = await embed(batch.map((index) => texts[index]!));
    for (const [i, index] of batch.entries()) vectors[index] = embedded[i]!;
  }
  return vectors;
}
