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
 * Embeds what is of about the same length together, since a batch is as wide as its longest; `alike` lets only equals
 * share one. Gives the vectors back in the order of the items.
 */
export async function inBatches<Item>(
  items: Item[],
  { most, lengthOf, alike = false }: { most: number; lengthOf: (item: Item) => number; alike?: boolean },
  embed: (batch: Item[]) => Promise<Float32Array[]>,
): Promise<Float32Array[]> {
  const lengths = items.map(lengthOf);
  const order = items.map((_, index) => index).toSorted((a, b) => lengths[a]! - lengths[b]! || a - b);
  const vectors = Array.from<Float32Array>({ length: items.length });
  for (let start = 0; start < order.length;) {
    const next = order.slice(start, start + most);
    const batch = alike ? next.filter((index) => lengths[index] === lengths[next[0]!]) : next;
    const embedded = await embed(batch.map((index) => items[index]!));
    for (const [i, index] of batch.entries()) vectors[index] = embedded[i]!;
    start += batch.length;
  }
  return vectors;
}
