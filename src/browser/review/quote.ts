import { clock } from '../player/clock.ts';

interface Quote {
  words: string;
  seconds: number;
  link: string;
}

/** Copies what was said, with who said it and a link to the moment: a phrase by its button, any words by selecting them. */
export function copyQuotes(): void {
  const button = document.querySelector<HTMLElement>('[data-quotes-selection]');
  if (!button) return;
  const by = button.dataset.by ?? '';
  document.addEventListener('click', ({ target }) => {
    const phrase = target instanceof Element ? target.closest('[data-quotes]')?.parentElement : null;
    if (phrase) void copy(quoteOf(phrase.querySelector('[data-start]')), by);
  });
  button.addEventListener('click', () => {
    void copy(selectedQuote(), by);
    getSelection()?.removeAllRanges();
  });
  // Pressing it must not take away what it is about.
  button.addEventListener('pointerdown', (event) => event.preventDefault());
  const follow = () => placeAtSelection(button);
  document.addEventListener('selectionchange', follow);
  document.addEventListener('scroll', follow, { capture: true, passive: true });
}

function quoteOf(phrase: HTMLAnchorElement | null, within?: Range): Quote | undefined {
  const words = phrase?.querySelector('span');
  if (!phrase || !words) return undefined;
  const range = document.createRange();
  range.selectNodeContents(words);
  if (within && within.compareBoundaryPoints(Range.START_TO_START, range) > 0) {
    range.setStart(within.startContainer, within.startOffset);
  }
  if (within && within.compareBoundaryPoints(Range.END_TO_END, range) < 0) {
    range.setEnd(within.endContainer, within.endOffset);
  }
  const said = range.toString().trim();
  return said ? { words: said, seconds: Number(phrase.dataset.start), link: phrase.href } : undefined;
}

/** The selected words of one transcript, from the first phrase that has any. */
function selectedQuote(): Quote | undefined {
  const selection = getSelection();
  if (!selection || selection.isCollapsed) return undefined;
  const range = selection.getRangeAt(0);
  const transcript = [...document.querySelectorAll('.transcript')].find((each) => range.intersectsNode(each));
  const phrases = [...(transcript?.querySelectorAll<HTMLAnchorElement>('[data-start]') ?? [])];
  const quotes = phrases
    .filter((phrase) => range.intersectsNode(phrase))
    .flatMap((phrase) => quoteOf(phrase, range) ?? []);
  return quotes[0] && { ...quotes[0], words: quotes.map(({ words }) => words).join(' ') };
}

function placeAtSelection(button: HTMLElement): void {
  button.hidden = selectedQuote() === undefined;
  if (button.hidden) return;
  const { bottom, left, width } = getSelection()!.getRangeAt(0).getBoundingClientRect();
  const half = button.offsetWidth / 2;
  const middle = Math.min(Math.max(left + width / 2, half + 8), innerWidth - half - 8);
  button.style.setProperty('translate', `${Math.round(middle - half)}px ${Math.round(bottom + 8)}px`);
}

/** Shows the words to copy where the page may not write to the clipboard, which is so over plain HTTP. */
async function copy(quote: Quote | undefined, by: string): Promise<void> {
  if (!quote) return;
  const text = `“${quote.words}” — ${by}, ${clock(quote.seconds)}\n${quote.link}`;
  try {
    await navigator.clipboard.writeText(text);
    tell('Quote copied, with a link to the moment');
  } catch {
    showToCopy(text);
  }
}

let forget = 0;

function tell(words: string): void {
  const place = document.querySelector<HTMLElement>('[data-quote-told]');
  if (!place) return;
  place.textContent = words;
  clearTimeout(forget);
  forget = window.setTimeout(() => (place.textContent = ''), 4000);
}

function showToCopy(text: string): void {
  const dialog = document.querySelector<HTMLDialogElement>('#quote');
  const field = dialog?.querySelector('textarea');
  if (!dialog || !field) return;
  field.value = text;
  dialog.showModal();
  field.select();
}
