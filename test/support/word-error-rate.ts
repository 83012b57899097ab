/** The share of words that were missed, added or mistaken (Levenshtein distance by words), 0 when all are right. */
export function wordErrorRate(expected: string, heard: string): number {
  const reference = words(expected);
  return distance(reference, words(heard)) / reference.length;
}

function words(text: string): string[] {
  return text
    .toLowerCase()
    .replaceAll(/\bmr\b\.?/g, 'mister')
    .replaceAll('metres', 'meters')
    .replaceAll(/[-–—]/g, ' ')
    .replaceAll(/[^a-z' ]/g, ' ')
    .split(/\s+/)
    .filter(Boolean);
}

function distance(reference: string[], heard: string[]): number {
  let previous = Array.from({ length: heard.length + 1 }, (_, i) => i);
  for (const [i, word] of reference.entries()) {
    const row = [i + 1];
    for (const [j, other] of heard.entries()) {
      row.push(Math.min(row[j]! + 1, previous[j + 1]! + 1, previous[j]! + (word === other ? 0 : 1)));
    }
    previous = row;
  }
  return previous.at(-1)!;
}
