/** One sentence of an answer; with its moments, in seconds, where it was spoken. */
export interface Sentence {
  text: string;
  start: number | null;
  end: number | null;
}

/** Longer ones are cut: recognised speech does not always have full stops. */
const mostWords = 40;

/** A typed text's sentences, or pieces of at most forty words. */
export function sentencesOf(text: string): Sentence[] {
  const found = [...segmenter.segment(text.replace(/\s+/g, ' '))].map(({ segment }) => segment.trim());
  return found
    .filter((sentence) => sentence !== '')
    .flatMap(cut)
    .map((sentence) => ({ text: sentence, start: null, end: null }));
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

function cut(sentence: string): string[] {
  const words = sentence.split(' ');
  const pieces = Math.ceil(words.length / mostWords);
  const size = Math.ceil(words.length / pieces);
  return Array.from({ length: pieces }, (_, i) => words.slice(i * size, (i + 1) * size).join(' '));
}

interface SpokenPhrase {
  text: string;
  start: number;
  end: number;
}

/** A transcript's phrases, joined where one sentence was cut into several. */
export function sentencesSpoken(phrases: SpokenPhrase[]): Sentence[] {
  const sentences: SpokenPhrase[] = [];
  let open = false;
  for (const phrase of phrases) {
    const last = sentences.at(-1);
    const fits = last && countWords(last.text) + countWords(phrase.text) <= mostWords;
    if (open && last && fits) sentences[sentences.length - 1] = joined(last, phrase);
    else sentences.push({ text: phrase.text, start: phrase.start, end: phrase.end });
    open = !/[.!?…。！？]["'”’)]?$/.test(phrase.text.trim());
  }
  return sentences.filter(({ text }) => text.trim() !== '');
}

function joined(a: SpokenPhrase, b: SpokenPhrase): SpokenPhrase {
  return { text: `${a.text} ${b.text}`, start: a.start, end: b.end };
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

/**
 * Neighbouring sentences that are understood together, by their indices: a sentence of speech seldom says by itself what
 * it is about. At most three sentences and sixty words; a last short one stays with those before it.
 */
export function passagesOf(sentences: { text: string }[]): number[][] {
  const passages: number[][] = [];
  let words = 0;
  for (const [i, { text }] of sentences.entries()) {
    const own = countWords(text);
    const last = passages.at(-1);
    const isShortEnd = i === sentences.length - 1 && own < 8;
    if (last && ((last.length < 3 && words + own <= 60) || isShortEnd)) {
      last.push(i);
      words += own;
    } else {
      passages.push([i]);
      words = own;
    }
  }
  return passages;
}
