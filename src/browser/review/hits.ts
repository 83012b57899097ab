/** Words that were found: one range for each phrase that they are in. */
export type Hit = Range[];

/** Where `words` stand in a transcript, across the borders of phrases, whatever their case and accents. */
export function hitsIn(transcript: Element, words: string): Hit[] {
  const wanted = folded(words.trim().replaceAll(/\s+/g, ' '));
  const phrases = phrasesOf(transcript);
  const text = phrases.map(({ node }) => folded(node.data)).join(' ');
  const hits: Hit[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    hits.push(phrases.flatMap((phrase) => overlap(phrase, at, at + wanted.length)));
  }
  return hits;
}

interface Phrase {
  node: Text;
  /** Where it begins and ends in the text of the whole transcript. */
  start: number;
  end: number;
}

function phrasesOf(transcript: Element): Phrase[] {
  let start = 0;
  return [...transcript.querySelectorAll('[data-start] > span')].flatMap(({ firstChild: node }) => {
    if (!(node instanceof Text)) return [];
    const phrase = { node, start, end: start + node.length };
    start = phrase.end + 1;
    return [phrase];
  });
}

function overlap({ node, start, end }: Phrase, from: number, to: number): Range[] {
  if (to <= start || from >= end) return [];
  const range = document.createRange();
  range.setStart(node, Math.max(from, start) - start);
  range.setEnd(node, Math.min(to, end) - start);
  return [range];
}

/** Without case and accents, and exactly as long, so that a place in it is the same place in the text. */
function folded(text: string): string {
  return text.replaceAll('’', "'").replaceAll(/\P{ASCII}|[A-Z]/gu, plain);
}

function plain(letter: string): string {
  const small = letter.normalize('NFD').slice(0, letter.length).toLowerCase();
  return small.length === letter.length ? small : letter;
}
