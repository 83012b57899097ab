import { isTelling, wordsOf } from '../phrases.ts';

/** More would take longer and tell no more. */
const mostWords = 400;

/**
 * The words that answers are told apart by: all that tell something, or those that most people use. How near a passage is to
 * each of them says more of what it is about than its vector alone.
 */
export function vocabularyOf(said: { text: string; personId: string }[]): string[] {
  const people = new Map<string, Set<string>>();
  for (const { text, personId } of said) {
    for (const word of wordsOf(text).filter(isTelling)) {
      const known = people.get(word);
      if (known) known.add(personId);
      else people.set(word, new Set([personId]));
    }
  }
  return [...people]
    .toSorted(([a, ofA], [b, ofB]) => ofB.size - ofA.size || (a < b ? -1 : 1))
    .slice(0, mostWords)
    .map(([word]) => word);
}
