import { answers } from './answers.ts';

/** Words of one answer that somebody selected. */
export interface Selected {
  /** The answer's id. */
  answer: string;
  /** Where they stand in the whole answer, in characters. */
  from: number;
  to: number;
  words: string;
  /** Of the first phrase that has any; undefined where the answer was typed. */
  seconds: number | undefined;
  link: string;
}

/** Undefined where no words of an answer are selected. */
export function selectedWords(): Selected | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  for (const answer of answers()) {
    const found = range.intersectsNode(answer) ? wordsIn(answer, range) : undefined;
    if (found) return found;
  }
  return undefined;
}

interface Piece {
  node: Text;
  /** Where it begins in the whole answer. */
  from: number;
}

function wordsIn(answer: HTMLElement, range: Range): Selected | undefined {
  const parts = piecesOf(answer).flatMap((piece) => {
    const within = clamped(piece.node, range);
    const said = within?.toString().trim() ?? '';
    if (!within || !said) return [];
    const from = piece.from + within.startOffset + within.toString().indexOf(said);
    return [{ said, from, node: piece.node }];
  });
  const [first, last] = [parts[0], parts.at(-1)];
  if (!first || !last) return undefined;
  const phrase = first.node.parentElement?.closest<HTMLAnchorElement>('[data-start]');
  return {
    answer: answer.dataset.answer ?? '',
    from: first.from,
    to: last.from + last.said.length,
    words: parts.map(({ said }) => said).join(' '),
    seconds: phrase ? Number(phrase.dataset.start) : undefined,
    link: phrase?.href ?? `${location.origin}${location.pathname}#${answer.id}`,
  };
}

/** A transcript's phrases, counted as if a space stood between them, or all of what was typed. */
function piecesOf(answer: HTMLElement): Piece[] {
  let from = 0;
  return [...answer.querySelectorAll('.transcript [data-start] > span, .given-text')].flatMap(
    ({ firstChild: node }) => {
      if (!(node instanceof Text)) return [];
      const piece = { node, from };
      from += node.length + 1;
      return [piece];
    },
  );
}

/** As much of the range as lies in these words. */
function clamped(node: Text, range: Range): Range | undefined {
  if (!range.intersectsNode(node)) return undefined;
  const within = document.createRange();
  within.selectNodeContents(node);
  if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) {
    within.setStart(range.startContainer, range.startOffset);
  }
  if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) within.setEnd(range.endContainer, range.endOffset);
  return within;
}
