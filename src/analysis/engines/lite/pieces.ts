/** Pieces below this number stand for no text. */
const reserved = 6;

interface Node {
  next: Map<string, Node>;
  piece?: { id: number; score: number };
}

/**
 * Cuts texts into the pieces of a vocabulary whose likelihoods are highest together (unigram language model, Kudo 2018,
 * https://arxiv.org/abs/1804.10959), in time that grows with the text's length. What begins no piece is piece 0.
 */
export class Pieces {
  readonly #root: Node = { next: new Map() };

  constructor(vocabulary: [piece: string, score: number][]) {
    for (const [id, [piece, score]] of vocabulary.entries()) if (id >= reserved) this.#add(piece, { id, score });
  }

  #add(text: string, piece: { id: number; score: number }): void {
    let node = this.#root;
    for (const symbol of text) {
      const next = node.next.get(symbol) ?? { next: new Map() };
      node.next.set(symbol, next);
      node = next;
    }
    node.piece = piece;
  }

  /** The numbers of the pieces, in their order; several unknown symbols in a row are one piece. */
  cut(text: string): number[] {
    const symbols = Array.from(`\u2581${text.normalize('NFKC').replaceAll(' ', '\u2581')}`);
    const best = this.#best(symbols);
    const pieces: number[] = [];
    for (let end = symbols.length; end > 0; end -= best[end]!.length) {
      const { id } = best[end]!;
      if (id !== 0 || pieces.at(-1) !== 0) pieces.push(id);
    }
    return pieces.toReversed();
  }

  /** For each place the last piece of the best way to it; a place that no piece leads to is behind an unknown symbol. */
  #best(symbols: string[]): Step[] {
    const best = Array.from({ length: symbols.length + 1 }, (): Step => ({ id: 0, length: 1, score: 0 }));
    for (const start of symbols.keys()) {
      for (const step of this.#from(symbols, start)) {
        const end = start + step.length;
        const score = best[start]!.score + step.score;
        if (best[end]!.score === 0 || score >= best[end]!.score) best[end] = { ...step, score };
      }
    }
    return best;
  }

  #from(symbols: string[], start: number): Step[] {
    const found: Step[] = [];
    let node = this.#root.next.get(symbols[start]!);
    for (let length = 1; node; length++) {
      if (node.piece) found.push({ ...node.piece, length });
      node = node.next.get(symbols[start + length]!);
    }
    return found.length > 0 ? found : [{ id: 0, length: 1, score: 0 }];
  }
}

interface Step {
  id: number;
  length: number;
  /** A logarithm. */
  score: number;
}
