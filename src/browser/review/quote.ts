import { clock } from '../player/clock.ts';
import { selectedWords } from './selected.ts';

interface Quote {
  words: string;
  /** Undefined where it was typed. */
  seconds: number | undefined;
  link: string;
}

/** Copies what was said, with who said it and a link to the moment: a phrase by its button, any words by selecting them. */
export function copyQuotes(): void {
  const offer = document.querySelector<HTMLElement>('[data-quoting]');
  if (!offer) return;
  const by = offer.dataset.by ?? '';
  document.addEventListener('click', ({ target }) => {
    const phrase = target instanceof Element ? target.closest('[data-quotes]')?.parentElement : null;
    if (phrase) void copy(quoteOf(phrase.querySelector('[data-start]')), by);
  });
  offer.querySelector('[data-quotes-selection]')?.addEventListener('click', () => {
    void copy(selectedWords(), by);
    getSelection()?.removeAllRanges();
  });
  // Pressing it must not take away what it is about.
  offer.addEventListener('pointerdown', (event) => event.preventDefault());
  const follow = () => placeAtSelection(offer);
  document.addEventListener('selectionchange', follow);
  document.addEventListener('scroll', follow, { capture: true, passive: true });
}

function quoteOf(phrase: HTMLAnchorElement | null): Quote | undefined {
  const words = phrase?.querySelector('span')?.textContent?.trim();
  return phrase && words ? { words, seconds: Number(phrase.dataset.start), link: phrase.href } : undefined;
}

function placeAtSelection(offer: HTMLElement): void {
  offer.hidden = selectedWords() === undefined;
  if (offer.hidden) return;
  const { bottom, left, width } = getSelection()!.getRangeAt(0).getBoundingClientRect();
  const half = offer.offsetWidth / 2;
  const middle = Math.min(Math.max(left + width / 2, half + 8), innerWidth - half - 8);
  offer.style.setProperty('translate', `${Math.round(middle - half)}px ${Math.round(bottom + 8)}px`);
}

/** Shows the words to copy where the page may not write to the clipboard, which is so over plain HTTP. */
async function copy(quote: Quote | undefined, by: string): Promise<void> {
  if (!quote) return;
  const at = quote.seconds === undefined ? '' : `, ${clock(quote.seconds)}`;
  const text = `“${quote.words}” — ${by}${at}\n${quote.link}`;
  try {
    await navigator.clipboard.writeText(text);
    tell(quote.seconds === undefined ? 'Quote copied, with a link' : 'Quote copied, with a link to the moment');
  } catch {
    showToCopy(text);
  }
}

let forget = 0;

export function tell(words: string): void {
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
