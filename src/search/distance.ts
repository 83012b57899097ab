/** In small letters and without accents, as the index compares words. */
export function folded(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * How many letters must be added, left out, changed or swapped with their neighbour to get from one word to the other
 * (optimal string alignment, after Damerau 1964).
 */
export function distance(from: string, to: string): number {
  return table(Array.from(from), Array.from(to)).at(-1)!.at(-1)!;
}

/** The same to the beginning of a word that is nearest, its end of at most so many letters being left out. */
export function distanceOfStem(stem: string, word: string, ending: number): number {
  return Math.min(
    ...table(Array.from(stem), Array.from(word))
      .at(-1)!
      .slice(-ending - 1),
  );
}

function table(from: string[], to: string[]): number[][] {
  const rows = [to.map((_, j) => j).concat(to.length)];
  for (const [i, letter] of from.entries()) {
    const above = rows[i]!;
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const isSwap = i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === other;
      const changed = above[j]! + (letter === other ? 0 : 1);
      row.push(Math.min(changed, above[j + 1]! + 1, row[j]! + 1, isSwap ? rows[i - 1]![j - 1]! + 1 : Infinity));
    }
    rows.push(row);
  }
  return rows;
}
