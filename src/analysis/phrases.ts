import { stopWords } from './stop-words.ts';

/** Words as they are compared: small, with straight apostrophes. */
export function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*/gu) ?? []
  );
}

/** Of one to three words that begin and end with a telling one, and cross no punctuation. */
export function phrasesOf(text: string): string[] {
  return text
    .split(/[^\p{L}\p{N}\s'’-]+/u)
    .flatMap((clause) => {
      const words = wordsOf(clause);
      return words.flatMap((_, start) =>
        [1, 2, 3].map((length) => words.slice(start, start + length)).filter(isPhrase),
      );
    })
    .map((words) => words.join(' '));
}

function isPhrase(words: string[], index: number): boolean {
  return words.length === index + 1 && isTelling(words[0]!) && isTelling(words.at(-1)!);
}

export function isTelling(word: string): boolean {
  return word.length > 2 && !stopWords.has(word) && !/^\d+$/.test(word);
}

/** What its words have in common with their plurals and other endings, which are counted as one. */
export function stem(phrase: string): string {
  return phrase
    .split(' ')
    .map((word) =>
      word
        .replace(/(?<=(?:x|z|ss|sh|ch))es$/, '')
        .replace(/(?<=\w{3})(?:ies|y)$/, 'i')
        .replace(/(?<=\w{3}[^s\s])s$/, '')
        .replace(/(?<=\w{4})(?:ing|ed)$/, '')
        .replace(/(?<=\w{3})([^aeiouls])\1$/, '$1'),
    )
    .join(' ');
}

/**
 * How often each word, by its stem, stands right behind an article or its like, as names of things do; from 0 to 1. It needs no
 * dictionary, and is wrong about words that were said once or twice.
 */
export function nounShares(texts: string[]): Map<string, number> {
  const seen = new Map<string, { all: number; asNoun: number }>();
  for (const words of texts.map(wordsOf)) {
    for (const [i, word] of words.entries()) {
      if (!isTelling(word)) continue;
      const counts = seen.get(stem(word)) ?? { all: 0, asNoun: 0 };
      counts.all++;
      if (i > 0 && beforeNouns.has(words[i - 1]!)) counts.asNoun++;
      seen.set(stem(word), counts);
    }
  }
  return new Map([...seen].map(([word, { all, asNoun }]) => [word, asNoun / all]));
}

const beforeNouns = new Set(
  'a an the my your his her its our their this that these those no some any every each much many more of'.split(' '),
);

/** Nothing that one would rather not have as a heading. */
export function isDecent(phrase: string): boolean {
  return !/\b(?:fuck|shit|crap|bloody|damn|piss|arse|bastard|bitch|wank|cunt|dick|bollock|bugger|bullshit)/i.test(
    phrase,
  );
}

/**
 * What an answer speaks of, most telling first: runs of telling words, those that come again and that stand with others
 * before the rest (RAKE: Rose et al. 2010).
 */
export function keyPhrases(text: string, most = 5): string[] {
  const runs = text
    .split(/[^\p{L}\p{N}\s'’-]+/u)
    .flatMap(tellingRuns)
    .filter((run) => run.length <= 3);
  const frequency = new Map<string, number>();
  const company = new Map<string, number>();
  for (const run of runs) {
    for (const word of run) {
      frequency.set(word, (frequency.get(word) ?? 0) + 1);
      company.set(word, (company.get(word) ?? 0) + run.length);
    }
  }
  const score = (run: string[]) =>
    run.reduce((sum, word) => sum + company.get(word)! / Math.sqrt(frequency.get(word)!), 0);
  const scored = new Map(runs.map((run) => [run.join(' '), score(run)]));
  return [...scored]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([phrase]) => phrase);
}

function tellingRuns(clause: string): string[][] {
  const runs: string[][] = [[]];
  for (const word of wordsOf(clause)) {
    if (isTelling(word)) runs.at(-1)!.push(word);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

/**
 * Whether it reads as English: a fifth of the words of any English text are among its commonest. Of fewer than five
 * words nothing can be said, and they pass.
 */
export function looksEnglish(text: string): boolean {
  const words = wordsOf(text);
  if (words.length < 5) return /^[\p{Script=Latin}\P{L}]*$/u.test(text);
  return words.filter((word) => stopWords.has(word)).length / words.length >= 0.2;
}
