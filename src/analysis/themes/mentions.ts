import { isTelling, looksEnglish, stem, wordsOf } from '../phrases.ts';
import { commonTopics } from './common-topics.ts';

const words = commonTopics.map(({ name, sentences }) => new Set(stems([name, ...sentences].join(' '))));

/**
 * The share of people, from 0 to 1, who use a word that the common topic is written with. A small model puts a machine near a
 * wheelchair; nobody says wheelchair. Undefined where nothing can be said, for it is not English.
 * @param topic index among `commonTopics`
 */
export function mentions(said: { text: string; personId: string }[], topic: number): number | undefined {
  if (!looksEnglish(said.map(({ text }) => text).join(' '))) return undefined;
  const people = new Set(said.map(({ personId }) => personId));
  const those = said.filter(({ text }) => stems(text).some((word) => words[topic]!.has(word)));
  return new Set(those.map(({ personId }) => personId)).size / people.size;
}

function stems(text: string): string[] {
  return wordsOf(text)
    .filter(isTelling)
    .map((word) => stem(word));
}
